package dap.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.Readers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aProjectWithoutFault() {
        project = TestProject.in(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "engine:\n", "~", "warehouse: {}\n"})
    void whatIsLeftOutHasItsDefault(String text) {
        Settings settings = project.write("dap.yml", text).read().settings();

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                "local",
                                folder.resolve(".dap"),
                                Readers.OWNER,
                                "duckdb",
                                Math.min(2, Runtime.getRuntime().availableProcessors()),
                                "768MB",
                                Optional.empty(),
                                new Settings.Trino(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                new Settings.Ingest(true, 100, 64L << 20, 6),
                                new Settings.Stage(100, 25),
                                new Settings.Warehouse(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        "dap_txma_stage"),
                                new Settings.Hooks(Optional.empty(), Optional.empty())));
    }

    @Test
    void everySettingIsRead() {
        project.write(
                "dap.yml",
                """
                environment: staging
                lake: ../lake
                lake-readers: group
                engine:
                  name: trino
                  slots: 7
                  memory: 2GiB
                  spill: 20GB
                  url: jdbc:trino://host:8443/hive?SSL=true
                  location: s3://bucket/lake
                  user: dap
                  password-env: TRINO_PASSWORD
                  token-env: TRINO_TOKEN
                ingest:
                  require-event-id: false
                  object-bytes: 1MiB
                  compression-level: 9
                stage:
                  max-statement-rejects: 7
                  max-reject-share: 5
                warehouse:
                  url: jdbc:postgresql://host:5432/db?ssl=true
                  user: dap
                  password-file: secrets/warehouse
                  facts: [conformed.fact_a, fact_b]
                  landing-schema: landing
                hooks:
                  on-failure: "mail -s 'it failed' ops"
                  webhook: https://example.org/hook
                """);

        Settings settings = project.read().settings();

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                "staging",
                                folder.resolveSibling("lake"),
                                Readers.GROUP,
                                "trino",
                                7,
                                "2GiB",
                                Optional.of("20GB"),
                                new Settings.Trino(
                                        Optional.of("jdbc:trino://host:8443/hive?SSL=true"),
                                        Optional.of("dap"),
                                        Optional.of("TRINO_PASSWORD"),
                                        Optional.empty(),
                                        Optional.of("TRINO_TOKEN"),
                                        Optional.of("s3://bucket/lake")),
                                new Settings.Ingest(false, 100, 1L << 20, 9),
                                new Settings.Stage(7, 5),
                                new Settings.Warehouse(
                                        Optional.of("jdbc:postgresql://host:5432/db?ssl=true"),
                                        Optional.of("dap"),
                                        Optional.empty(),
                                        Optional.of(folder.resolve("secrets/warehouse")),
                                        List.of("conformed.fact_a", "fact_b"),
                                        "landing"),
                                new Settings.Hooks(
                                        Optional.of("mail -s 'it failed' ops"),
                                        Optional.of("https://example.org/hook"))));
    }

    @Test
    void keysMayBeWrittenWithDots() {
        Settings settings =
                project.write("dap.yml", "engine: duckdb\nengine.slots: 5\n").read().settings();

        assertThat(settings.engineSlots()).isEqualTo(5);
    }

    @Test
    void theCommandLineGoesBeforeTheFile() {
        project.write("dap.yml", "lake: here\n");

        Project read =
                ProjectReader.read(
                        folder,
                        new Overrides(Optional.of(folder.resolve("there")), Optional.of("duckdb")));

        assertThat(read.settings().lake()).isEqualTo(folder.resolve("there"));
    }

    @Test
    void anEngineThatThereIsNotIsAMistakeOfTheCommandLine() {
        Overrides overrides = new Overrides(Optional.empty(), Optional.of("spark"));

        assertThatThrownBy(() -> ProjectReader.read(folder, overrides))
                .extracting(error -> ((DapException) error).code())
                .isEqualTo(ErrorCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enviroment: x | dap.yml:2: There is no setting `enviroment`; did you mean `environment`?",
                "engine: {slotz: 2} | There is no setting `engine.slotz`; did you mean `engine.slots`?",
                "ingest.compression_level: 2 | did you mean `ingest.compression-level`?",
                "sources: {a: {dmll: x}} | There is no setting `sources.a.dmll`; did you mean `sources.a.dml`?",
                "environment: Local | `environment` must be lower case letters, digits and dashes.",
                "environment: ../x | `environment` must be lower case letters",
                "environment: [a, b] | `environment` must be lower case letters",
                "lake: s3://bucket/lake | `lake` must be a local folder.",
                "engine: spark | `engine` must be duckdb or trino.",
                "engine: trino | The engine is `trino`, and `engine.url` and `engine.location` are not both set.",
                "engine.slots: 0 | `engine.slots` must be a whole number from 1 to 256.",
                "engine.slots: many | `engine.slots` must be a whole number",
                "engine.memory: lots | `engine.memory` must be a number with a unit",
                "ingest.require-event-id: yes | `ingest.require-event-id` must be true or false.",
                "ingest.object-bytes: 64 elephants | `ingest.object-bytes` must be a number of bytes",
                "ingest.object-bytes: 999999999999999TiB | `ingest.object-bytes` must be a number of bytes",
                "warehouse.url: mysql://x | `warehouse.url` must be a jdbc:postgresql: URL.",
                "warehouse.facts: [Robert'); DROP] | `warehouse.facts` must be a list of tables",
                "warehouse.facts: [{a: b}] | `warehouse.facts` must be a list of tables",
                "hooks.webhook: ftp://x | `hooks.webhook` must be an http or https URL.",
                "sources: {a: {dml: ../x}} | `sources.a.dml` must be a path below the project's folder",
                "sources: {a: {dml: /etc}} | `sources.a.dml` must be a path below the project's folder",
                "warehouse: url | `warehouse` must be a mapping, not text.",
                "sources: {A b: {}} | dap.yml:2: `A b`: A data source's name is a lower case letter",
                "sources: {a: {dmll: null}} | There is no setting `sources.a.dmll`",
                "sources: {a: folder} | `sources.a` must be a mapping, not text.",
                "sources: [a] | dap.yml:2: `sources` must be a mapping, not a list.",
                "[a] | dap.yml:2: The settings must be a mapping, not a list.",
                "'engine: {slots: 1, slots: 2}' | The key `engine.slots` is there twice.",
                "'x: [' | This is not YAML that can be read",
            })
    void whatIsWrongIsToldWithItsLine(String text, String message) {
        project.write("dap.yml", "\n" + text + "\n");

        assertThatThrownBy(project::read)
                .hasMessageContaining(message)
                .hasMessageContaining("dap.yml:")
                .extracting(error -> ((DapException) error).code())
                .isEqualTo(ErrorCode.PROJECT_INVALID);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        project.write("dap.yml", "environment: A\nengine:\n  slots: x\n  colour: red\n");

        assertThatThrownBy(project::read)
                .hasMessageContaining("dap.yml has 3 faults:")
                .hasMessageContaining("dap.yml:1: `environment`")
                .hasMessageContaining("dap.yml:3: `engine.slots`")
                .hasMessageContaining("dap.yml:4: There is no setting `engine.colour`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=a&password=hunter2",
                "jdbc:postgresql://dap:hunter2@host/db"
            })
    void aPasswordInAUrlIsRefusedAndNotRepeated(String url) {
        project.write("dap.yml", "warehouse:\n  url: " + url + "\n");

        assertThatThrownBy(project::read)
                .hasMessageContaining("dap.yml:2: `warehouse.url` holds a password.")
                .hasMessageContaining("warehouse.password-env")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void aPasswordIsKeptInOnePlace() {
        project.write("dap.yml", "warehouse: { password-env: A, password-file: b }\n");

        assertThatThrownBy(project::read).hasMessageContaining("are both set. Keep one of them.");
    }
}
