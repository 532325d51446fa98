package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.SqlFile;
import dap.warehouse.postgres.Refusal.Subject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.executor.Context;
import org.flywaydb.core.api.executor.MigrationExecutor;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.extensibility.MigrationType;
import org.flywaydb.core.internal.jdbc.Results;

/// One migration as Flyway sees it. Its checksum is that of the file as its author wrote it, so
/// that a better translator does not make an applied migration look changed.
record ScriptMigration(
        MigrationVersion version, String description, SqlFile file, Translator translator)
        implements ResolvedMigration, MigrationExecutor {

    private static final Pattern NAME = Pattern.compile("(?:.*/)?V([0-9._]+?)__(.+)\\.sql");

    static ScriptMigration of(SqlFile file, Translator translator) {
        Matcher name = NAME.matcher(file.file());
        if (!name.matches()) {
            throw new DapException(
                    ErrorCode.PROJECT_INVALID,
                    file.file() + ": is no name of a migration.",
                    "Name it V<version>__<description>.sql.");
        }
        MigrationVersion version = MigrationVersion.fromVersion(name.group(1).replace('_', '.'));
        return new ScriptMigration(version, name.group(2).replace('_', ' '), file, translator);
    }

    @Override
    public List<Results> execute(Context context) throws SQLException {
        Script script = translator.script(file);
        for (SqlText.Statement statement : script.statements()) {
            try {
                Sql.run(context.getConnection(), statement.text());
            } catch (SQLException e) {
                throw Refusal.of(
                        e,
                        Subject.of(script).statementAt(statement.offset()),
                        "the warehouse",
                        Set.of());
            }
        }
        return List.of();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public boolean shouldExecute() {
        return true;
    }

    @Override
    public MigrationVersion getVersion() {
        return version;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public String getScript() {
        return file.file().substring(file.file().lastIndexOf('/') + 1);
    }

    @Override
    public Integer getChecksum() {
        CRC32 crc = new CRC32();
        crc.update(file.text().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    @Override
    public boolean checksumMatches(Integer checksum) {
        return getChecksum().equals(checksum);
    }

    @Override
    public boolean checksumMatchesWithoutBeingIdentical(Integer checksum) {
        return checksumMatches(checksum);
    }

    @Override
    public MigrationType getType() {
        return CoreMigrationType.CUSTOM;
    }

    @Override
    public String getPhysicalLocation() {
        return file.file();
    }

    @Override
    public MigrationExecutor getExecutor() {
        return this;
    }
}
