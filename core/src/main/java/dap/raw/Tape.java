package dap.raw;

import java.util.Arrays;

/// The shape of one line: its kinds and keys in their order, without values. Kept until it is known
/// whether the line is good, and of which event.
final class Tape {

    static final byte FIELD = 20;
    static final byte END = 21;

    private static final int KEPT_LENGTH = 1 << 16;

    byte[] marks = new byte[1024];
    String[] names = new String[256];
    int markCount;
    int nameCount;

    void clear() {
        if (marks.length > KEPT_LENGTH) {
            marks = new byte[1024];
        }
        if (names.length > KEPT_LENGTH) {
            names = new String[256];
        } else {
            Arrays.fill(names, 0, nameCount, null);
        }
        markCount = 0;
        nameCount = 0;
    }

    void mark(byte mark) {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, marks.length * 2);
        }
        marks[markCount++] = mark;
    }

    void mark(JsonKind kind) {
        mark(kind.code());
    }

    /// An element that is a scalar: one like the one before it tells nothing new.
    void markElement(JsonKind kind) {
        if (marks[markCount - 1] != kind.code()) {
            mark(kind);
        }
    }

    void name(String name) {
        if (nameCount == names.length) {
            names = Arrays.copyOf(names, names.length * 2);
        }
        names[nameCount++] = name;
        mark(FIELD);
    }
}
