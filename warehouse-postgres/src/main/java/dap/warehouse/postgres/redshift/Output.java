package dap.warehouse.postgres.redshift;

import java.util.ArrayList;
import java.util.List;

/// SQL in the making: pieces, each with the white space before it, so that what was already written
/// can be put into a call.
final class Output {

    private final List<String> befores = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    void add(String before, String text) {
        befores.add(before);
        texts.add(text);
    }

    void add(Token token) {
        add(token.before(), token.text());
    }

    /// Where the next piece will stand.
    int mark() {
        return texts.size();
    }

    /// The piece at `mark`.
    String peek(int mark) {
        return texts.get(mark);
    }

    /// Takes away all pieces from `mark` on.
    ///
    /// @return their text, without the white space before the first
    String cut(int mark) {
        StringBuilder text = new StringBuilder();
        for (int i = mark; i < texts.size(); i++) {
            text.append(i == mark ? "" : befores.get(i)).append(texts.get(i));
        }
        texts.subList(mark, texts.size()).clear();
        befores.subList(mark, befores.size()).clear();
        return text.toString();
    }

    /// Writes `prefix` before the piece at `mark`, after its white space, and `suffix` at the end.
    void wrap(int mark, String prefix, String suffix) {
        String before = befores.get(mark);
        String text = cut(mark);
        add(before, prefix + text + suffix);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            text.append(befores.get(i)).append(texts.get(i));
        }
        return text.toString();
    }
}
