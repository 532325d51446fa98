package dap.errors;

/// One thing that is wrong with a project, at a location.
///
/// @param file the file, relative to the project's folder, with forward slashes
/// @param line the line in it, from 1; 0 where the whole file (or its absence) is meant
/// @param message what is wrong: one sentence with its full stop
/// @param hint what to do: one sentence with its full stop
public record Problem(Severity severity, String file, int line, String message, String hint) {

    /// Whether work that depends on the location can go on.
    public enum Severity {
        /// What depends on it cannot run.
        ERROR,
        /// It runs, but probably not as meant.
        WARNING
    }

    public static Problem error(String file, int line, String message, String hint) {
        return new Problem(Severity.ERROR, file, line, message, hint);
    }

    public static Problem warning(String file, int line, String message, String hint) {
        return new Problem(Severity.WARNING, file, line, message, hint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// `file:line`, or the file alone.
    public String location() {
        return line > 0 ? file + ":" + line : file;
    }

    /// The problem as an exception, for work that needed what is missing.
    public DapException toException(ErrorCode code) {
        return new DapException(code, location() + ": " + message, hint);
    }
}
