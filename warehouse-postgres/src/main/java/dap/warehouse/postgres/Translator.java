package dap.warehouse.postgres;

import dap.project.SqlFile;

/// From Redshift's dialect to PostgreSQL's.
@FunctionalInterface
interface Translator {

    /// @throws dap.errors.DapException with file, line and column of what has no equal
    String translate(String file, String text);

    default Script script(SqlFile file) {
        return new Script(file, translate(file.file(), file.text()));
    }
}
