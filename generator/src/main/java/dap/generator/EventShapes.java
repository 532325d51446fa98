package dap.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `shapes.txt`.
final class EventShapes {

    private static final Pattern HOLE = Pattern.compile("<([^<>]+)>");

    private final Map<String, String> texts = new HashMap<>();

    static EventShapes load() {
        EventShapes shapes = new EventShapes();
        for (String line : Resource.lines("shapes.txt")) {
            String[] parts = line.split(" = ", 2);
            shapes.texts.put(parts[0], parts[1]);
        }
        return shapes;
    }

    EventShape find(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("shapes.txt has no shape " + name);
        }
        List<EventShape> parts = new ArrayList<>();
        Matcher hole = HOLE.matcher(text);
        int end = 0;
        while (hole.find()) {
            if (hole.start() > end) {
                parts.add(new EventShape.Text(text.substring(end, hole.start())));
            }
            parts.add(hole(hole.group(1).split(" ")));
            end = hole.end();
        }
        if (end < text.length()) {
            parts.add(new EventShape.Text(text.substring(end)));
        }
        return parts.size() == 1 ? parts.getFirst() : new EventShape.Sequence(List.copyOf(parts));
    }

    private EventShape hole(String[] words) {
        return switch (words[0]) {
            case "component" -> new EventShape.Component();
            case "client" -> new EventShape.Client();
            case "client-name" -> new EventShape.ClientName();
            case "client-service" -> new EventShape.ClientService();
            case "pick" -> pick(words);
            case "int" -> new EventShape.Int(key(words), number(words[2]), number(words[3]));
            case "seconds" ->
                    new EventShape.Seconds(key(words), number(words[2]), number(words[3]));
            case "hex" -> new EventShape.Hex(key(words), number(words[2]));
            case "base64" -> new EventShape.Base64(key(words), number(words[2]));
            case "uuid" -> new EventShape.Uuid(key(words));
            default -> find(words[0]);
        };
    }

    private EventShape pick(String[] words) {
        List<Integer> weights = new ArrayList<>();
        List<EventShape> shapes = new ArrayList<>();
        for (int i = 2; i < words.length; i += 2) {
            weights.add(number(words[i]));
            shapes.add(find(words[i + 1]));
        }
        return new EventShape.Pick(key(words), new Weights<>(shapes, weights));
    }

    /// The same for the same name, and far from those of others.
    private static long key(String[] words) {
        return (long) words[1].hashCode() << 20;
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
