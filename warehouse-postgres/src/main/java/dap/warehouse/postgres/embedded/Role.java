package dap.warehouse.postgres.embedded;

import java.util.Locale;

/// Who logs in to the embedded server. None is a superuser, runs programs or reads files of the
/// server; `roles.sql` says what each may.
public enum Role {
    /// Owns what is in the warehouse: deploys migrations, procedures and landing tables.
    OWNER,
    /// Loads batches and calls procedures.
    LOADER,
    /// Asks: queries, reports, BI tools.
    READER;

    public String user() {
        return "dap_" + word();
    }

    /// As the command line has it, and the names of files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
