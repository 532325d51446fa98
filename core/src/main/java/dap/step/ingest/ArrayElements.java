package dap.step.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The elements of a JSON array as lines, in a stream: nothing is held but one buffer.
///
/// An element keeps its bytes, without blanks before it and line breaks in it; a line break that
/// parts two tokens becomes a blank. What is between the commas is an element, JSON or not: others
/// validate it. Further arrays may follow; what else follows passes as it is.
final class ArrayElements extends FilterInputStream {

    private enum Position {
        BEFORE_ARRAY,
        BEFORE_ELEMENT,
        IN_ELEMENT,
        AFTER_ARRAY,
        /// What follows is no array: lines.
        OUTSIDE
    }

    private final byte[] input = new byte[64 << 10];
    private Position position = Position.BEFORE_ARRAY;
    private int depth;
    private boolean inText;
    private boolean escaped;
    private byte last;

    ArrayElements(InputStream in) {
        super(in);
    }

    /// Whether the end came within an array.
    boolean isUnclosed() {
        return position == Position.BEFORE_ELEMENT || position == Position.IN_ELEMENT;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int written = 0;
        while (written == 0) {
            // No byte gives more than one byte.
            int read = in.read(input, 0, Math.min(input.length, length));
            if (read < 0) {
                return -1;
            }
            written = unwrap(read, target, offset);
        }
        return written;
    }

    private int unwrap(int read, byte[] target, int offset) {
        int to = offset;
        for (int i = 0; i < read; i++) {
            int out = step(input[i]);
            if (out >= 0) {
                last = (byte) out;
                target[to++] = last;
            }
        }
        return to - offset;
    }

    /// @return the byte to hand out, or -1
    private int step(byte next) {
        return switch (position) {
            case BEFORE_ARRAY, AFTER_ARRAY -> betweenArrays(next);
            case BEFORE_ELEMENT -> isBlank(next) ? -1 : beginElement(next);
            case IN_ELEMENT -> inText ? inText(next) : inElement(next);
            case OUTSIDE -> next & 0xFF;
        };
    }

    private int betweenArrays(byte next) {
        if (isBlank(next)) {
            return -1;
        }
        position = next == '[' ? Position.BEFORE_ELEMENT : Position.OUTSIDE;
        return next == '[' ? -1 : next & 0xFF;
    }

    private int beginElement(byte next) {
        position = Position.IN_ELEMENT;
        depth = 0;
        return inElement(next);
    }

    private int inText(byte next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            inText = false;
        }
        return next & 0xFF;
    }

    private int inElement(byte next) {
        switch (next) {
            case '"' -> inText = true;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                if (depth == 0 && next == ']') {
                    position = Position.AFTER_ARRAY;
                    return '\n';
                }
                depth--;
            }
            case ',' -> {
                if (depth <= 0) {
                    position = Position.BEFORE_ELEMENT;
                    return '\n';
                }
            }
            case '\n', '\r' -> {
                return partsTokens(last) ? -1 : ' ';
            }
            default -> {}
        }
        return next & 0xFF;
    }

    private static boolean partsTokens(byte b) {
        return switch (b) {
            case '{', '}', '[', ']', ':', ',', '"', ' ', '\t' -> true;
            default -> false;
        };
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
