package dap.raw;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Schema trees from JSON, for tests.
final class Schemas {

    private static final String ENVELOPE =
            "{\"event_id\":\"e-1\",\"event_name\":\"AUTH_START\",\"timestamp\":1700000000,";

    private Schemas() {}

    /// What lines of one event show whose members, after the envelope, are `members`.
    static SchemaTree of(String... members) {
        return builder(members).toTree();
    }

    static SchemaBuilder builder(String... members) {
        return builder(Set.of(), members);
    }

    static SchemaBuilder builder(Set<String> named, String... members) {
        LineExaminer examiner = LineExaminer.ofAnyEvent(RawOptions.DEFAULT);
        SchemaBuilder schema = new SchemaBuilder(named);
        for (String line : members) {
            byte[] bytes = (ENVELOPE + line + "}").getBytes(StandardCharsets.UTF_8);
            ValidationResult result = examiner.examine(bytes, 0, bytes.length);
            if (!(result instanceof ValidationResult.Accepted)) {
                throw new IllegalArgumentException(line + " is rejected: " + result);
            }
            examiner.addTo(schema);
        }
        return schema;
    }
}
