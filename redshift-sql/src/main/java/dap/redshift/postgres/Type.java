package dap.redshift.postgres;

/// What is known of an expression's type: as much as casts and comparisons need.
enum Type {
    /// Nothing is known: SUPER perhaps.
    UNKNOWN,
    /// Text in quotes, or NULL: PostgreSQL takes it for what stands beside it.
    LITERAL,
    SUPER,
    TEXT,
    INTEGER,
    DECIMAL,
    DOUBLE,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    TIMESTAMPTZ,
    INTERVAL,
    /// Any other that is not SUPER.
    OTHER;

    boolean mayBeSuper() {
        return this == UNKNOWN || this == SUPER;
    }

    boolean isNumber() {
        return this == INTEGER || this == DECIMAL || this == DOUBLE;
    }

    boolean isMoment() {
        return this == DATE || this == TIMESTAMP || this == TIMESTAMPTZ;
    }

    /// The type of a value that is one of two.
    static Type either(Type one, Type other) {
        if (one == other || other == LITERAL) {
            return one;
        }
        if (one == LITERAL) {
            return other;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.compareTo(other) > 0 ? one : other;
        }
        return one == SUPER || other == SUPER ? SUPER : UNKNOWN;
    }
}
