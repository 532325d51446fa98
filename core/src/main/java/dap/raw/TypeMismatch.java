package dap.raw;

/// A value stands where its column's type cannot take it; the line is rejected.
final class TypeMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param detail field and both types
    TypeMismatch(String detail) {
        super(detail, null, false, false);
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
