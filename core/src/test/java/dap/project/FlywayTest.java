package dap.project;

import static dap.project.TestProject.MIGRATIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Migrations as people give them to Flyway.
class FlywayTest {

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aProjectWithoutFault() {
        project = TestProject.in(folder);
    }

    // Source: Flyway 13's own parser of these names.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1__a.sql | VERSIONED | 1 | a",
                "V1.sql | VERSIONED | 1 | ''",
                "V1__.sql | VERSIONED | 1 | ''",
                "V1.2_3__add a_table.SQL | VERSIONED | 1.2.3 | add a table",
                "V01__x.sql | VERSIONED | 01 | x",
                "V1__a__b.sql | VERSIONED | 1 | a  b",
                "V20240101.120000__x.sql | VERSIONED | 20240101.120000 | x",
                "R__b c.sql | REPEATABLE | '' | b c",
                "R__.sql | REPEATABLE | '' | ''",
                "B5__base.sql | BASELINE | 5 | base",
            })
    void aNameIsReadAsFlywayReadsIt(
            String name, MigrationName.Kind kind, String version, String description) {
        assertThat(MigrationName.of("a folder/" + name))
                .hasValue(new MigrationName(kind, version, description));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V__a.sql", "V1_a.sql", "V1 __a.sql", "V 1__a.sql", "v1__a.sql", "V1a__x.sql",
                "V1..2__x.sql", "V1._2__x.sql", "V1-2__x.sql", "R_a.sql", "R1__a.sql", "U1__a.sql",
                "afterMigrate.sql", "Views.sql", "Release.sql", "README.md", "V1__a.sh",
            })
    void aNameThatFlywayDoesNotKnowIsNoMigration(String name) {
        assertThat(MigrationName.of(name)).isEmpty();
    }

    @Test
    void repeatableMigrationsComeLastAndByName() {
        project.write(MIGRATIONS + "R__b.sql", "")
                .write(MIGRATIONS + "more/R__a_view.sql", "")
                .write(MIGRATIONS + "V2__two words.sql", "")
                .write(MIGRATIONS + "2024/01/V1__x.sql", "");

        assertThat(files())
                .containsExactly(
                        MIGRATIONS + "2024/01/V1__x.sql",
                        MIGRATIONS + "V2__two words.sql",
                        MIGRATIONS + "more/R__a_view.sql",
                        MIGRATIONS + "R__b.sql");
        assertThat(project.said()).isEmpty();
    }

    @Test
    void twoRepeatableMigrationsOfOneNameAreAnError() {
        project.write(MIGRATIONS + "R__a_b.sql", "").write(MIGRATIONS + "x/R__a b.sql", "");

        assertThat(project.said())
                .containsExactly(
                        "ERROR "
                                + MIGRATIONS
                                + "x/R__a b.sql: The repeatable migration a b is there twice: "
                                + MIGRATIONS
                                + "R__a_b.sql has it too.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "U1__a.sql | it undoes a migration, and DAP undoes none.",
                "afterMigrate.sql | it is a callback of Flyway's, and DAP calls none.",
                "beforeEachMigrate__a b.sql | it is a callback of Flyway's, and DAP calls none.",
                "Views.sql | its name is not that of a migration, and Flyway does not run it either.",
                "v1__a.sql | its name is not that of a migration, and Flyway does not run it either.",
                "V1__a.sh | it is no SQL, and DAP runs SQL alone.",
                "V1__a.sql.conf | settings of a single script are not read.",
            })
    void whatIsNotRunIsSaidWithoutAdviceThatHarms(String name, String why) {
        project.write(MIGRATIONS + name, "DROP TABLE t").write(MIGRATIONS + "README.md", "");

        assertThat(project.said())
                .containsExactly("WARNING " + MIGRATIONS + name + ": The file is not run: " + why);
        assertThat(project.problems().getFirst().hint()).startsWith("Nothing to do");
        assertThat(files()).isEmpty();
    }

    @Test
    void severalFoldersMayBeNamed() {
        project.write("dap.yml", "sources: {txma: {migrations: [db/tables, db/views]}}")
                .write("db/tables/V1__a.sql", "")
                .write("db/views/V2__b.sql", "")
                .write(MIGRATIONS + "V3__no.sql", "");

        assertThat(files()).containsExactly("db/tables/V1__a.sql", "db/views/V2__b.sql");
    }

    @Test
    void locationsOfFlywaysSettingsAreReadToo() {
        project.write(
                        "redshift-scripts/flyway/conf/flyway.conf",
                        "flyway.locations=filesystem:./migrations,filesystem:views,classpath:db/x,"
                                + " s3://a/b")
                .write(MIGRATIONS + "V1__a.sql", "")
                .write("redshift-scripts/flyway/views/R__v.sql", "");

        assertThat(files())
                .containsExactly(
                        MIGRATIONS + "V1__a.sql", "redshift-scripts/flyway/views/R__v.sql");
        assertThat(project.said())
                .containsExactly(
                        "WARNING redshift-scripts/flyway/conf/flyway.conf: No migrations are read"
                                + " from the location `classpath:db/x`: it is no folder of the"
                                + " project.",
                        "WARNING redshift-scripts/flyway/conf/flyway.conf: No migrations are read"
                                + " from the location `s3://a/b`: it is no folder of the project.");
    }

    @Test
    void aLocationNeverLeadsOutOfTheProject() {
        project.write("flyway.conf", "flyway.locations=filesystem:../..,filesystem:/etc\n");

        assertThat(project.said()).hasSize(2).allMatch(said -> said.startsWith("WARNING"));
    }

    @Test
    void aPlaceholderWithoutValueIsAnErrorThatNamesIt() {
        project.write(MIGRATIONS + "V2__x.sql", "-- first\nCREATE SCHEMA ${schema_name};\n");

        assertThat(project.said())
                .containsExactly(
                        "ERROR "
                                + MIGRATIONS
                                + "V2__x.sql:2: The placeholder `${schema_name}` has no value.");
        assertThat(project.problems())
                .extracting(Problem::hint)
                .containsExactly(
                        "Say it in dap.yml, `placeholders: {schema_name: …}`, or in Flyway's"
                                + " settings, `flyway.placeholders.schema_name`.");
        assertThatThrownBy(() -> project.source().warehouse().refuseBrokenMigrations())
                .hasMessageContaining("`${schema_name}`");
    }

    @Test
    void onePlaceholderIsSaidOnceAFile() {
        project.write(MIGRATIONS + "V2__x.sql", "${a} ${A} ${b}");

        assertThat(project.said()).hasSize(2);
    }

    @Test
    void placeholdersComeFromDapYmlThenTomlThenProperties() {
        project.write(
                        "redshift-scripts/flyway/flyway.conf",
                        """
                        flyway.placeholders.one=conf
                        flyway.placeholders.two=conf
                        flyway.placeholders.three=conf
                        flyway.password=secret
                        """)
                .write(
                        "redshift-scripts/flyway/flyway.toml",
                        """
                        [flyway]
                        environment = "dev"
                        [flyway.placeholders]
                        two = "toml"
                        three = "toml"
                        [environments.dev.flyway.placeholders]
                        four = "of dev"
                        """)
                .write("dap.yml", "placeholders:\n  three: dap\n  five: 5\n")
                .write(MIGRATIONS + "V1__x.sql", "${one} ${TWO} '${three}' ${four} ${five}");

        assertThat(project.said()).isEmpty();
        assertThat(migrations())
                .extracting(Migration::sql)
                .containsExactly("conf toml 'dap' of dev 5");
        assertThat(migrations().getFirst().file().text()).contains("${one}");
    }

    @Test
    void theNearerSettingsGoFirst() {
        project.write("flyway.conf", "flyway.placeholders.a=far\nflyway.placeholders.b=far\n")
                .write(MIGRATIONS + "flyway.conf", "flyway.placeholders.a=near\n")
                .write(MIGRATIONS + "V1__x.sql", "${a} ${b}");

        assertThat(migrations()).extracting(Migration::sql).containsExactly("near far");
    }

    @Test
    void otherMarksOfPlaceholdersAreFlywaysSettings() {
        project.write(
                        "flyway.toml",
                        """
                        [flyway]
                        placeholderPrefix = "#["
                        placeholderSuffix = "]"
                        placeholders.x = "X"
                        """)
                .write(MIGRATIONS + "V1__x.sql", "#[x] ${x}");

        assertThat(migrations()).extracting(Migration::sql).containsExactly("X ${x}");
    }

    @Test
    void placeholdersMayBeSwitchedOff() {
        project.write("flyway.conf", "flyway.placeholderReplacement=false\n")
                .write(MIGRATIONS + "V1__x.sql", "SELECT '${x}'");

        assertThat(project.said()).isEmpty();
        assertThat(migrations()).extracting(Migration::sql).containsExactly("SELECT '${x}'");
    }

    @Test
    void otherPrefixesAreFlywaysSettings() {
        project.write(
                        "flyway.conf",
                        """
                        flyway.sqlMigrationPrefix=M
                        flyway.sqlMigrationSeparator=-
                        flyway.sqlMigrationSuffixes=.sql,.ddl
                        """)
                .write(MIGRATIONS + "M1-x.ddl", "");

        assertThat(files()).containsExactly(MIGRATIONS + "M1-x.ddl");
    }

    @Test
    void whatFlywayKnowsOfItselfIsFilledAsFarAsItIsTheSame() {
        project.write(
                MIGRATIONS + "V1__x.sql", "${flyway:filename} ${flyway:table} ${flyway:user}");

        assertThat(migrations().getFirst().sql()).startsWith("V1__x.sql flyway_schema_history");
        assertThat(project.said()).hasSize(1).first().asString().contains("`${flyway:user}`");
    }

    @Test
    void settingsThatCannotBeReadAreAnErrorAndNoValueIsTold() {
        project.write("flyway.toml", "[flyway\npassword = \"secret\"");

        assertThat(project.said())
                .containsExactly("ERROR flyway.toml: Flyway's settings cannot be read.");
    }

    @Test
    void aMigrationThatIsNoTextStopsTheMigrationsNotTheFamilies() {
        project.writeBytes(MIGRATIONS + "V1__x.sql", new byte[] {(byte) 0xff, 0});

        assertThat(project.said()).hasSize(1);
        assertThatThrownBy(() -> project.source().warehouse().refuseBrokenMigrations())
                .hasMessageContaining("not UTF-8 text");
    }

    private List<Migration> migrations() {
        return project.source().warehouse().migrations();
    }

    private List<String> files() {
        return migrations().stream().map(migration -> migration.file().file()).toList();
    }
}
