package dap.raw;

/// What a JSON value was seen to be. The letters are part of the catalog's text form.
public enum JsonKind {
    NULL('n'),
    BOOLEAN('b'),
    /// A whole number of 32 bits.
    INT('i'),
    /// A whole number of 64 bits that needs more than 32.
    BIGINT('l'),
    /// A number with a fraction or an exponent, within the range of a double.
    DOUBLE('d'),
    /// A number that neither 64 bits nor a double can hold.
    BIG_NUMBER('g'),
    STRING('s'),
    OBJECT('o'),
    ARRAY('a');

    /// All kinds that are neither null nor containers, as bits.
    static final int SCALARS =
            BOOLEAN.bit() | INT.bit() | BIGINT.bit() | DOUBLE.bit() | BIG_NUMBER.bit() | STRING.bit();

    private final char letter;

    JsonKind(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }

    int bit() {
        return 1 << ordinal();
    }

    boolean isIn(int kinds) {
        return (kinds & bit()) != 0;
    }
}
