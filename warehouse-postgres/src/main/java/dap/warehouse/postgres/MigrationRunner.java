package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Migration;
import dap.project.MigrationName;
import dap.project.MigrationName.Kind;
import dap.warehouse.postgres.Refusal.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/// The project's migrations, applied in order and once each by Flyway, from their texts in memory.
///
/// @param translator from Redshift's dialect
record MigrationRunner(List<Migration> files, Translator translator) {

    MigrationRunner {
        files = List.copyOf(files);
    }

    /// Tells the migrations of one folder from those of another, for another data source.
    String folder() {
        return files.isEmpty() ? "" : files.getFirst().file().file().replaceFirst("/?[^/]*$", "");
    }

    /// All of them as one text: if it is what was last applied, Flyway has nothing to do.
    String text() {
        return files.stream()
                .map(migration -> migration.file().file() + "\n" + migration.sql())
                .collect(Collectors.joining("\n"));
    }

    /// @return how many were applied
    int apply(Database database) {
        List<ResolvedMigration> resolved =
                standing(database).stream()
                        .<ResolvedMigration>map(one -> new ScriptMigration(one, translator))
                        .toList();
        Flyway flyway =
                Flyway.configure()
                        .dataSource(database.dataSource())
                        .defaultSchema("dap")
                        .createSchemas(false)
                        .table(history())
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

    private String history() {
        return "migration_" + Deployed.sha256(folder()).substring(0, 8);
    }

    /// Without what a baseline stands for, where the warehouse began or begins with one; without
    /// baselines elsewhere.
    private List<Migration> standing(Database database) {
        List<Migration> baselines =
                files.stream().filter(one -> one.name().kind() == Kind.BASELINE).toList();
        if (baselines.isEmpty()) {
            return files;
        }
        Set<String> applied = database.read(Subject.named("the migrations"), this::applied);
        Optional<MigrationName> first =
                applied.isEmpty()
                        ? Optional.of(baselines.getLast().name())
                        : baselines.stream()
                                .filter(one -> applied.contains(ScriptMigration.scriptOf(one)))
                                .map(Migration::name)
                                .findFirst();
        return files.stream().filter(one -> stands(one.name(), first)).toList();
    }

    private static boolean stands(MigrationName name, Optional<MigrationName> first) {
        return switch (name.kind()) {
            case REPEATABLE -> true;
            case BASELINE -> first.filter(name::equals).isPresent();
            case VERSIONED -> first.filter(it -> name.compareVersions(it) <= 0).isEmpty();
        };
    }

    private Set<String> applied(Connection connection) throws SQLException {
        String table = "dap." + history();
        return Sql.text(connection, "SELECT to_regclass(?)::text", table).isEmpty()
                ? Set.of()
                : Set.copyOf(
                        Sql.texts(
                                connection,
                                "SELECT script FROM " + table + " WHERE type = 'CUSTOM'"));
    }

    private DapException refusal(FlywayException e, Database database) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DapException known) {
                return known;
            }
            if (cause instanceof SQLException lost && Refusal.isConnectionLost(lost)) {
                return database.refusal(lost, Subject.named("the migrations in " + folder()));
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
