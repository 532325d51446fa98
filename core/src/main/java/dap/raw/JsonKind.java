package dap.raw;

/// What a JSON value was seen to be. The letters are part of the catalog's text form.
public enum JsonKind {
    NULL('n', 0),
    BOOLEAN('b', 1),
    /// A whole number of 32 bits.
    INT('i', 2),
    /// A whole number of 64 bits that needs more than 32.
    BIGINT('l', 3),
    /// A number with a fraction or an exponent, within the range of a double.
    DOUBLE('d', 4),
    /// A number that neither 64 bits nor a double can hold.
    BIG_NUMBER('g', 5),
    STRING('s', 6),
    OBJECT('o', 7),
    ARRAY('a', 8);

    /// All kinds that are neither null nor containers, as bits.
    static final int SCALARS =
            BOOLEAN.bit()
                    | INT.bit()
                    | BIGINT.bit()
                    | DOUBLE.bit()
                    | BIG_NUMBER.bit()
                    | STRING.bit();

    private final char letter;
    private final byte code;

    JsonKind(char letter, int code) {
        this.letter = letter;
        this.code = (byte) code;
    }

    /// A small number of its own: a mark on a [Tape], the place of its bit.
    byte code() {
        return code;
    }

    char letter() {
        return letter;
    }

    int bit() {
        return 1 << code;
    }

    boolean isIn(int kinds) {
        return (kinds & bit()) != 0;
    }
}
