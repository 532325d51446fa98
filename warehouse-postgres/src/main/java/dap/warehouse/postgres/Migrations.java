package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.SqlFile;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/// The project's migrations, applied in order and once each by Flyway, from their texts in memory.
///
/// @param translator from Redshift's dialect
record Migrations(List<SqlFile> files, Translator translator) {

    Migrations {
        files = List.copyOf(files);
    }

    /// Tells the migrations of one folder from those of another, for another data source.
    String folder() {
        return files.isEmpty() ? "" : files.getFirst().file().replaceFirst("/?[^/]*$", "");
    }

    /// All of them as one text: if it is what was last applied, Flyway has nothing to do.
    String text() {
        return files.stream()
                .map(file -> file.file() + "\n" + file.text())
                .collect(Collectors.joining("\n"));
    }

    /// @return how many were applied
    int apply(Database database) {
        List<ResolvedMigration> resolved =
                files.stream()
                        .<ResolvedMigration>map(file -> ScriptMigration.of(file, translator))
                        .toList();
        Flyway flyway =
                Flyway.configure()
                        .dataSource(database.dataSource())
                        .defaultSchema("dap")
                        .createSchemas(false)
                        .table("migration_" + Deployed.sha256(folder()).substring(0, 8))
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .skipDefaultResolvers(true)
                        .skipDefaultCallbacks(true)
                        .resolvers(_ -> resolved)
                        .loggers("slf4j")
                        .load();
        try {
            MigrateResult result = flyway.migrate();
            return result.migrationsExecuted;
        } catch (FlywayException e) {
            throw refusal(e, database);
        }
    }

    private DapException refusal(FlywayException e, Database database) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DapException known) {
                return known;
            }
            if (cause instanceof SQLException lost && Refusal.isConnectionLost(lost)) {
                return database.refusal(
                        lost, Refusal.Subject.named("the migrations in " + folder()));
            }
        }
        return new DapException(
                ErrorCode.WAREHOUSE_REFUSED,
                "The migrations in %s cannot be applied: %s."
                        .formatted(folder(), firstLines(String.valueOf(e.getMessage()))),
                "Restore migrations that were applied as they were, and put what changes into a new one.");
    }

    private static String firstLines(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(3)
                .collect(Collectors.joining(" "))
                .replaceFirst("\\.$", "");
    }
}
