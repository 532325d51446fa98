package dap.warehouse.postgres;

import dap.project.Migration;
import dap.project.MigrationName.Kind;
import dap.warehouse.postgres.Refusal.Subject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.executor.Context;
import org.flywaydb.core.api.executor.MigrationExecutor;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.extensibility.MigrationType;
import org.flywaydb.core.internal.jdbc.Results;
import org.jspecify.annotations.Nullable;

/// One migration as Flyway sees it. The checksum of one that runs once is that of the file as its
/// author wrote it, so that neither a better translator nor another value of a placeholder makes an
/// applied migration look changed; that of a repeatable one is of the text that is run.
record ScriptMigration(Migration migration, Translator translator)
        implements ResolvedMigration, MigrationExecutor {

    @Override
    public List<Results> execute(Context context) throws SQLException {
        Script script = translator.script(migration.toRun());
        for (SqlScanner.Statement statement : script.statements()) {
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
    public @Nullable MigrationVersion getVersion() {
        return isRepeatable() ? null : MigrationVersion.fromVersion(migration.name().version());
    }

    private boolean isRepeatable() {
        return migration.name().kind() == Kind.REPEATABLE;
    }

    @Override
    public String getDescription() {
        return migration.name().description();
    }

    @Override
    public String getScript() {
        return scriptOf(migration);
    }

    static String scriptOf(Migration migration) {
        String file = migration.file().file();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    @Override
    public Integer getChecksum() {
        CRC32 crc = new CRC32();
        String text = isRepeatable() ? migration.sql() : migration.file().text();
        crc.update(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
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
        return migration.file().file();
    }

    @Override
    public MigrationExecutor getExecutor() {
        return this;
    }
}
