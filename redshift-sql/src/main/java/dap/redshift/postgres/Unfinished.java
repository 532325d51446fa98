package dap.redshift.postgres;

/// A statement ended, or went on otherwise, where something was still to come. Whoever translates
/// the statement says where it began.
final class Unfinished extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unfinished() {
        super("the statement is not finished", null, false, false);
    }
}
