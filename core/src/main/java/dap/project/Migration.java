package dap.project;

import dap.errors.Problem;
import java.util.List;

/// One migration of the warehouse.
///
/// @param file with the text that its author wrote
/// @param sql the text with its placeholders filled
/// @param problems why it cannot be run
public record Migration(SqlFile file, MigrationName name, String sql, List<Problem> problems) {

    public Migration {
        problems = List.copyOf(problems);
    }

    /// One without placeholders, by Flyway's usual names.
    ///
    /// @throws java.util.NoSuchElementException if the name is that of no migration
    public static Migration of(SqlFile file) {
        return new Migration(
                file, MigrationName.of(file.file()).orElseThrow(), file.text(), List.of());
    }

    /// The file with the text that is run.
    public SqlFile toRun() {
        return new SqlFile(file.file(), sql);
    }
}
