package dap.engine.duckdb;

/// A value that one of Trino's functions does not take. Its text is written where it is thrown and
/// holds nothing of the value, so that [Complaint] can show it.
final class UnfitValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnfitValue(String kind) {
        super(kind);
    }
}
