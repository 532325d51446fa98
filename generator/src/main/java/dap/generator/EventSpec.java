package dap.generator;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What one kind of event carries.
record EventSpec(
        String name,
        String component,
        boolean clientId,
        boolean milliseconds,
        List<UserField> user,
        Optional<EventShape> extensions,
        Optional<EventShape> restricted) {

    /// Members of the `user` object.
    enum UserField {
        USER("user_id"),
        JOURNEY("govuk_signin_journey_id"),
        SESSION("session_id"),
        PERSISTENT("persistent_session_id"),
        IP("ip_address"),
        EMAIL("email"),
        PHONE("phone");

        private final String key;

        UserField(String key) {
            this.key = "\"" + key + "\":\"";
        }

        String key() {
            return key;
        }
    }

    /// By name; an event of several kinds, with a slash and the kind after it.
    static Map<String, EventSpec> load() {
        EventShapes shapes = EventShapes.load();
        Map<String, EventSpec> specs = new HashMap<>();
        for (Map<String, String> row : Resource.rows("events.csv")) {
            String key = value(row, "event");
            specs.put(
                    key,
                    new EventSpec(
                            key.replaceFirst("/.*", ""),
                            value(row, "component"),
                            value(row, "client_id").equals("yes"),
                            value(row, "milliseconds").equals("yes"),
                            userFields(value(row, "user")),
                            shape(shapes, value(row, "extensions")),
                            shape(shapes, value(row, "restricted"))));
        }
        return specs;
    }

    private static List<UserField> userFields(String words) {
        return List.of(words.split(" ")).stream()
                .map(word -> UserField.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static Optional<EventShape> shape(EventShapes shapes, String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(shapes.find(name));
    }

    private static String value(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }
}
