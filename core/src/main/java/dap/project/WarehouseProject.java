package dap.project;

import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.model.FamilyName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a data source brings to the warehouse.
///
/// @param families in the order of the warehouse family config
/// @param setup `sp_setup_conformed_schema`: reference data, called before the families
/// @param migrations in the order in which they run
/// @param problems faults of no single family
public record WarehouseProject(
        List<WarehouseFamily> families,
        Optional<SqlFile> setup,
        List<Migration> migrations,
        List<Problem> problems) {

    public WarehouseProject {
        families = List.copyOf(families);
        migrations = List.copyOf(migrations);
        problems = List.copyOf(problems);
    }

    /// A family as the warehouse config lists it.
    ///
    /// @param procedure the text of `sp_<family>.sql`; absent where the file is missing
    public record WarehouseFamily(
            FamilyName name, boolean enabled, Optional<SqlFile> procedure, List<Problem> problems) {
        public WarehouseFamily {
            problems = List.copyOf(problems);
        }
    }

    public Optional<WarehouseFamily> findFamily(FamilyName name) {
        return families.stream().filter(family -> family.name().equals(name)).findFirst();
    }

    public List<Problem> allProblems() {
        return Stream.of(
                        problems.stream(),
                        migrations.stream().flatMap(migration -> migration.problems().stream()),
                        families.stream().flatMap(family -> family.problems().stream()))
                .flatMap(found -> found)
                .toList();
    }

    /// None is run, unless all can be.
    ///
    /// @throws dap.errors.DapException `PROJECT_INVALID`
    public void refuseBrokenMigrations() {
        migrations.stream()
                .flatMap(migration -> migration.problems().stream())
                .filter(Problem::isError)
                .findFirst()
                .ifPresent(problem -> {
                    throw problem.toException(ErrorCode.PROJECT_INVALID);
                });
    }
}
