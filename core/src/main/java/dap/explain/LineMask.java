package dap.explain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Shows how a line is built without what it says: every letter is an `x`, every digit a `9`. Names
/// of known fields stay, and so do `true`, `false` and `null`.
///
/// It reads no JSON, as the line may be none. Text in quotes before a colon counts as a name, and
/// is shown only if the event's table has a field of that name.
final class LineMask {

    /// What every event has.
    private static final Set<String> ENVELOPE =
            Set.of(
                    "event_name",
                    "event_id",
                    "timestamp",
                    "component_id",
                    "client_id",
                    "user",
                    "user_id",
                    "extensions",
                    "restricted");

    private static final Set<String> WORDS = Set.of("true", "false", "null");

    private final Set<String> fields;
    private final StringBuilder masked = new StringBuilder();

    /// @param fields names of the event's fields at any depth, in lower case
    LineMask(Set<String> fields) {
        this.fields = fields;
    }

    String mask(byte[] utf8) {
        masked.setLength(0);
        String line = new String(utf8, StandardCharsets.UTF_8);
        int at = 0;
        while (at < line.length()) {
            at = line.charAt(at) == '"' ? quoted(line, at) : word(line, at);
        }
        return masked.toString();
    }

    private int quoted(String line, int quote) {
        int end = quote + 1;
        while (end < line.length() && line.charAt(end) != '"') {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        int textEnd = Math.min(end, line.length());
        String text = line.substring(quote + 1, textEnd);
        masked.append('"');
        if (isBeforeColon(line, end + 1) && isField(text)) {
            masked.append(text);
        } else {
            hide(text);
        }
        if (end < line.length()) {
            masked.append('"');
        }
        return textEnd + 1;
    }

    private int word(String line, int start) {
        int end = start;
        while (end < line.length() && Character.isLetterOrDigit(line.charAt(end))) {
            end++;
        }
        String word = line.substring(start, Math.max(end, start + 1));
        if (WORDS.contains(word)) {
            masked.append(word);
        } else {
            hide(word);
        }
        return start + word.length();
    }

    private void hide(String text) {
        text.codePoints().forEach(character -> masked.append(hidden(character)));
    }

    private static char hidden(int character) {
        if (character >= '0' && character <= '9') {
            return '9';
        }
        boolean shown = character >= ' ' && character < 0x7F && !Character.isLetter(character);
        return shown ? (char) character : Character.isISOControl(character) ? ' ' : 'x';
    }

    private static boolean isBeforeColon(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at < line.length() && line.charAt(at) == ':';
    }

    private boolean isField(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENVELOPE.contains(lower) || fields.contains(lower);
    }
}
