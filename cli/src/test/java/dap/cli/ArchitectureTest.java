package dap.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which package may know which. Each rule says what to do instead.
@AnalyzeClasses(packages = "dap", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule codeDependsInwards =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("errors")
                    .definedBy("dap.errors..")
                    .layer("model")
                    .definedBy("dap.model..")
                    .layer("sql")
                    .definedBy("dap.sql..")
                    .layer("redshift")
                    .definedBy("dap.redshift..")
                    .layer("project")
                    .definedBy("dap.project..")
                    .layer("store")
                    .definedBy("dap.store..")
                    .layer("raw")
                    .definedBy("dap.raw..")
                    .layer("catalog")
                    .definedBy("dap.catalog..")
                    .layer("doors")
                    .definedBy("dap.engine", "dap.warehouse")
                    .layer("plan")
                    .definedBy("dap.plan..")
                    .layer("step")
                    .definedBy("dap.step..")
                    .layer("run")
                    .definedBy("dap.run..")
                    .layer("ledger")
                    .definedBy("dap.ledger..")
                    .layer("explain")
                    .definedBy("dap.explain..")
                    .layer("query")
                    .definedBy("dap.query..")
                    .layer("author")
                    .definedBy("dap.author..")
                    .layer("check")
                    .definedBy("dap.check..")
                    .layer("adapters")
                    .definedBy("dap.engine.*..", "dap.warehouse.*..")
                    .layer("cli")
                    .definedBy("dap.cli..")
                    .layer("bench")
                    .definedBy("dap.bench..")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("bench")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("adapters")
                    .mayOnlyBeAccessedByLayers("cli", "bench")
                    .whereLayer("author")
                    .mayOnlyBeAccessedByLayers("check", "cli")
                    .whereLayer("check")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("query")
                    .mayOnlyBeAccessedByLayers("run", "cli")
                    .whereLayer("explain")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("ledger")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("run")
                    .mayOnlyBeAccessedByLayers("cli", "check", "bench")
                    .whereLayer("step")
                    .mayOnlyBeAccessedByLayers("run", "cli", "bench")
                    .whereLayer("plan")
                    .mayOnlyBeAccessedByLayers("step", "run", "query", "explain", "check", "cli")
                    .whereLayer("doors")
                    .mayOnlyBeAccessedByLayers(
                            "step",
                            "run",
                            "ledger",
                            "explain",
                            "query",
                            "check",
                            "adapters",
                            "cli",
                            "bench")
                    .whereLayer("redshift")
                    .mayOnlyBeAccessedByLayers("adapters")
                    .whereLayer("catalog")
                    .mayOnlyBeAccessedByLayers(
                            "plan", "step", "run", "ledger", "explain", "query", "check", "cli",
                            "bench")
                    .whereLayer("raw")
                    .mayOnlyBeAccessedByLayers(
                            "catalog", "plan", "step", "run", "query", "explain", "check", "cli")
                    .because(
                            "the core knows no adapter, and data flows one way: let the outer package hand in what the inner one needs");

    @ArchTest
    static final ArchRule stepsHandOverTablesNotObjects =
            slices().matching("dap.step.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .because(
                            "data flows from step to step through the catalog; record it there, and read it there");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dap.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "a newcomer reads the packages in one order; move what both need inwards");

    @ArchTest
    static final ArchRule planAsksNobody =
            noClasses()
                    .that()
                    .resideInAPackage("dap.plan..")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("dap\\.catalog\\.\\w*Catalog")
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.nio.file..", "dap.engine..", "dap.warehouse..")
                    .because(
                            "a plan is worked out from what it is given: have run ask, and hand the answer in");

    @ArchTest
    static final ArchRule athenaSqlIsParsedInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dap.sql..", "dap.engine.duckdb..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.trino.sql..")
                    .because(
                            "statements pass through packages as bound trees; ask dap.sql for what you need of them");

    /// Packages that say the same to different systems, and so have the same names.
    private static final List<Set<String>> MIRRORS =
            List.of(
                    Set.of(
                            "dap.engine.duckdb",
                            "dap.engine.trino",
                            "dap.warehouse.postgres",
                            "dap.redshift.postgres"),
                    Set.of("dap.sql.tree", "dap.redshift.tree"));

    @ArchTest
    static void simpleNamesAreUniqueButInMirroredPackages(JavaClasses all) {
        Map<String, Set<String>> packagesByName = new TreeMap<>();
        all.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .forEach(type ->
                        packagesByName
                                .computeIfAbsent(type.getSimpleName(), _ -> new TreeSet<>())
                                .add(type.getPackageName()));

        packagesByName
                .values()
                .removeIf(packages ->
                        packages.size() == 1
                                || MIRRORS.stream()
                                        .anyMatch(mirror -> mirror.containsAll(packages)));

        assertThat(packagesByName)
                .as("give one of them a name that says what it holds, and no other has")
                .isEmpty();
    }

    @ArchTest
    static final ArchRule oneDatabaseInTheCore =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dap.catalog..",
                            "dap.engine.duckdb..",
                            "dap.engine.trino..",
                            "dap.warehouse.postgres..",
                            "dap.bench..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "org.jdbi..", "org.sqlite..")
                    .because(
                            "only the catalog and the adapters know a database (and the baselines, which are written by hand); call them");

    @ArchTest
    static final ArchRule timeIsInjected =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dap.cli..", "dap.warehouse.postgres.embedded")
                    .should()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(java.time.LocalDate.class, "now")
                    .because(
                            "a run has one instant; take an InstantSource, so that tests can set the clock (how long a server takes to start is the machine's own time)");

    @ArchTest
    static final ArchRule packagesAreNullMarked =
            classes()
                    .that()
                    .haveSimpleName("package-info")
                    .should()
                    .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
                    .because("null is said in types; write @NullMarked in package-info.java");

    @ArchTest
    static final ArchRule packagesAreNamedAfterWhatTheProductDoes =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..util..",
                            "..utils..",
                            "..impl..",
                            "..service..",
                            "..services..",
                            "..manager..")
                    .because("a package says what the product does there");

    @ArchTest
    static final ArchRule noMocks =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching("org\\.mockito.*")
                    .because("tests use real parts, or fakes written by hand");
}
