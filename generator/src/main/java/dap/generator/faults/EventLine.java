package dap.generator.faults;

import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One event as the generator writes it: compact JSON whose envelope comes first, in a fixed order,
/// without escapes or brackets in texts. So it can be edited as text, also into what is no JSON.
record EventLine(String text) {

    private static final Pattern NAME = Pattern.compile("\"event_name\":\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\"event_id\":\"([^\"]*)\"");
    private static final Pattern SECONDS = Pattern.compile("\"timestamp\":(\\d+)");

    String name() {
        return first(NAME);
    }

    String id() {
        return first(ID);
    }

    long timestamp() {
        return Long.parseLong(first(SECONDS));
    }

    private String first(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    boolean has(String key) {
        return text.contains("\"" + key + "\":");
    }

    /// With another value, written as JSON, for the first key of this name that holds a text or a
    /// number.
    EventLine with(String key, String json) {
        return replaced("\"" + key + "\":(\"[^\"]*\"|-?\\d+)", "\"" + key + "\":" + json);
    }

    /// Without the first key of this name that holds a text or a number; not for the last of an
    /// object.
    EventLine without(String key) {
        return replaced("\"" + key + "\":(\"[^\"]*\"|-?\\d+),", "");
    }

    /// With another `user`.
    EventLine withUser(String json) {
        return replaced("\"user\":\\{[^}]*}", "\"user\":" + json);
    }

    /// With one more member in front of `txma`.
    EventLine plus(String member) {
        return replaced(",\"txma\":", "," + member + ",\"txma\":");
    }

    /// As another event: with another identity.
    EventLine withId(String id) {
        return with("event_id", "\"" + id + "\"");
    }

    /// With another time, in all ways in which the line tells it.
    EventLine at(long seconds) {
        String shown = Instant.ofEpochSecond(seconds).toString().replace("Z", ".000Z");
        return with("timestamp", Long.toString(seconds))
                .with("timestamp_formatted", "\"" + shown + "\"");
    }

    /// With what `edit` makes of the elements of the first array of this name.
    EventLine withElements(String key, UnaryOperator<String> edit) {
        int from = text.indexOf("\"" + key + "\":[") + key.length() + 3;
        int depth = 0;
        int to = from;
        do {
            char c = text.charAt(to++);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        } while (depth > 0);
        String elements = text.substring(from + 1, to - 1);
        return new EventLine(text.substring(0, from) + edit.apply(elements) + text.substring(to));
    }

    private EventLine replaced(String regex, String replacement) {
        return new EventLine(text.replaceFirst(regex, Matcher.quoteReplacement(replacement)));
    }
}
