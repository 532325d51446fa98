package dap.author;

import java.util.List;
import java.util.stream.Collectors;

/// The JSON configs: an entry a line, so that a diff shows what changed. Names need no escaping.
final class Configs {

    private Configs() {}

    static String families(MasterSheet sheet) {
        return array(
                sheet.families().stream()
                        .map(family ->
                                "{\"product_family\": \"%s\", \"enabled\": true}"
                                        .formatted(family.name()))
                        .toList());
    }

    static String eventsOf(SheetFamily family) {
        return array(
                family.events().stream()
                        .map(event ->
                                "{\"event_name\": \"%s\", \"product_family\": \"%s\", \"enabled\": %s}"
                                        .formatted(event.name(), family.name(), event.enabled()))
                        .toList());
    }

    private static String array(List<String> entries) {
        return entries.stream()
                .map(entry -> "  " + entry)
                .collect(Collectors.joining(",\n"))
                .transform(lines -> "[\n" + lines + "\n]\n");
    }
}
