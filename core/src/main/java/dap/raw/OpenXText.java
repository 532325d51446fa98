package dap.raw;

import dap.raw.JsonValue.Elements;
import dap.raw.JsonValue.Literal;
import dap.raw.JsonValue.Member;
import dap.raw.JsonValue.Members;
import dap.raw.JsonValue.Text;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON values as the text that Trino's OpenX reader puts into a text column.
///
/// Without blanks; keys as they were written, each in the place of its last value; numbers as
/// `Long` and, failing that, `BigDecimal` print them.
final class OpenXText {

    private final StringBuilder out = new StringBuilder();

    private OpenXText() {}

    static String of(JsonValue value) {
        return switch (value) {
            case Text(String text) -> text;
            case Literal(String literal) -> canonical(literal);
            case Elements _, Members _ -> {
                OpenXText text = new OpenXText();
                text.write(value);
                yield text.out.toString();
            }
        };
    }

    private static String canonical(String literal) {
        if (literal.equals("true") || literal.equals("false")) {
            return literal;
        }
        try {
            return Long.toString(Long.parseLong(literal));
        } catch (NumberFormatException notWhole) {
            return canonicalDecimal(literal);
        }
    }

    private static String canonicalDecimal(String literal) {
        try {
            return new BigDecimal(literal).toString();
        } catch (NumberFormatException beyondAnyExponent) {
            return literal;
        }
    }

    private void write(@Nullable JsonValue value) {
        switch (value) {
            case null -> out.append("null");
            case Text(String text) -> writeText(text);
            case Literal(String literal) -> out.append(canonical(literal));
            case Elements elements -> writeElements(elements);
            case Members members -> writeMembers(members.byName());
        }
    }

    private void writeElements(Elements elements) {
        out.append('[');
        String separator = "";
        for (JsonValue element : elements.values()) {
            out.append(separator);
            write(element);
            separator = ",";
        }
        out.append(']');
    }

    private void writeMembers(Map<String, Member> members) {
        out.append('{');
        String separator = "";
        for (Member member : members.values()) {
            out.append(separator);
            writeText(member.spelling());
            out.append(':');
            write(member.value());
            separator = ",";
        }
        out.append('}');
    }

    private void writeText(String text) {
        out.append('"');
        char previous = 0;
        for (int i = 0; i < text.length(); i++) {
            char current = text.charAt(i);
            switch (current) {
                case '"', '\\' -> out.append('\\').append(current);
                case '/' -> out.append(previous == '<' ? "\\/" : "/");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\f' -> out.append("\\f");
                default -> writeCharacter(current);
            }
            previous = current;
        }
        out.append('"');
    }

    private void writeCharacter(char character) {
        if (character < ' ') {
            out.append("\\u00").append(character < 0x10 ? "0" : "1");
            out.append(Character.forDigit(character & 0xF, 16));
        } else {
            out.append(character);
        }
    }
}
