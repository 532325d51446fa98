package dap.cli;

import tools.jackson.databind.json.JsonMapper;

/// The JSON form of what commands print.
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static String text(Object value) {
        return Printable.json(MAPPER.writeValueAsString(value));
    }
}
