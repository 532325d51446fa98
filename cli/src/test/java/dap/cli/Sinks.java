package dap.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All that was written where values of events do not belong, and the search for such values in it:
/// as they are, in hexadecimal digits, in Base64 and escaped.
final class Sinks {

    private static final int SHOWN = 60;

    private final Map<String, String> texts = new LinkedHashMap<>();

    void add(String name, String text) {
        texts.merge(name, text, (old, more) -> old + "\n" + more);
    }

    /// Every file of a folder.
    ///
    /// @param isSink whether values do not belong there
    void addFiles(Path folder, Predicate<Path> isSink) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(isSink).toList()) {
                add(
                        folder.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    boolean has(String name) {
        return texts.containsKey(name);
    }

    /// Each place of a seed, with what stands around it.
    List<String> found(Collection<String> seeds) {
        List<String> found = new ArrayList<>();
        texts.forEach((name, text) -> {
            String lower = text.toLowerCase(Locale.ROOT);
            for (String seed : seeds) {
                for (String form : forms(seed)) {
                    int at = lower.indexOf(form);
                    if (at >= 0) {
                        found.add("%s: %s".formatted(name, around(text, at, form)));
                    }
                }
            }
        });
        return found;
    }

    private static String around(String text, int at, String form) {
        return text.substring(
                        Math.max(0, at - SHOWN),
                        Math.min(text.length(), at + form.length() + SHOWN))
                .replace('\n', ' ');
    }

    private static Set<String> forms(String seed) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(seed);
        forms.add(HexFormat.of().formatHex(seed.getBytes(StandardCharsets.UTF_8)));
        forms.add(seed.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining()));
        // Within Base64 a text looks differently by where it begins; its edges depend on what
        // stands beside it.
        IntStream.range(0, 3)
                .mapToObj(shift -> "x".repeat(shift) + seed)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> Base64.getEncoder().withoutPadding().encodeToString(bytes))
                .map(code -> code.substring(4, code.length() - 3))
                .forEach(forms::add);
        return forms.stream()
                .map(form -> form.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
