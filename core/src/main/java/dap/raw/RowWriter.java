package dap.raw;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;

/// Writes fitted rows as JSON lines.
final class RowWriter implements AutoCloseable {

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().rootValueSeparator("\n").build();

    private final OutputStream out;
    private final JsonGenerator json;
    private boolean any;

    RowWriter(OutputStream out) {
        this.out = out;
        this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    void write(Map<String, Object> row) {
        writeObject(row);
        any = true;
    }

    private void writeObject(Map<?, ?> members) {
        json.writeStartObject();
        members.forEach((name, value) -> {
            json.writeName(sane(String.valueOf(name)));
            writeValue(value);
        });
        json.writeEndObject();
    }

    private void writeValue(@Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean bool -> json.writeBoolean(bool);
            case Long whole -> json.writeNumber(whole);
            case Double number when Double.isFinite(number) -> json.writeNumber(number);
            case Float number when Float.isFinite(number) -> json.writeNumber(number);
            case List<?> elements -> {
                json.writeStartArray();
                elements.forEach(this::writeValue);
                json.writeEndArray();
            }
            case Map<?, ?> members -> writeObject(members);
            // Every engine reads NaN and Infinity from text; JSON has no number for them.
            default -> json.writeString(sane(value.toString()));
        }
    }

    /// UTF-8 has no halves of surrogate pairs; Trino reads each as a question mark.
    private static String sane(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutHalves(text);
            }
        }
        return text;
    }

    private static String withoutHalves(String text) {
        StringBuilder sane = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        sane.appendCodePoint(
                                c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
                                        ? '?'
                                        : c));
        return sane.toString();
    }

    @Override
    public void close() throws IOException {
        json.flush();
        if (any) {
            out.write('\n');
        }
        json.close();
    }
}
