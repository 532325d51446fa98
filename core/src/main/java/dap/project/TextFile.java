package dap.project;

/// A file of the project, read.
///
/// @param file relative to the project's folder, with forward slashes: how messages name it
/// @param text without a byte order mark
record TextFile(String file, String text) {
    SqlFile asSql() {
        return new SqlFile(file, text);
    }
}
