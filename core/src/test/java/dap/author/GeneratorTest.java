package dap.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.author.GeneratedFiles.Comparison;
import dap.author.GeneratedFiles.State;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

    private static final Path EXAMPLE = Path.of("..", "examples", "one-login");
    private static final Overrides NONE = new Overrides(Optional.empty(), Optional.empty());

    @TempDir Path project;

    @BeforeEach
    void copyTheSheet() throws IOException {
        Files.createDirectories(project.resolve("schema"));
        try (Stream<Path> files = Files.list(EXAMPLE.resolve("schema"))) {
            for (Path file : files.toList()) {
                Files.copy(file, project.resolve("schema").resolve(file.getFileName()));
            }
        }
    }

    @Test
    void theExampleIsWhatItsSheetSays() {
        List<Comparison> files = GeneratedFiles.compare(EXAMPLE, generate(EXAMPLE));

        assertThat(files)
                .filteredOn(file -> file.state() != State.SAME)
                .extracting(file -> file.file().path())
                .as("run 'dap generate' in examples/one-login")
                .isEmpty();
    }

    @Test
    void noFileOfTheExampleIsLeftOver() throws IOException {
        List<String> generated = generate(EXAMPLE).stream().map(GeneratedFile::path).toList();

        for (String folder : List.of("athena-scripts", "iac")) {
            try (Stream<Path> files = Files.walk(EXAMPLE.resolve(folder))) {
                assertThat(files.filter(Files::isRegularFile))
                        .allSatisfy(file ->
                                assertThat(EXAMPLE.relativize(file).toString()).isIn(generated));
            }
        }
    }

    @Test
    void theProceduresAreShort() {
        long lines =
                generate(EXAMPLE).stream()
                        .filter(file -> file.kind() == GeneratedKind.PROCEDURES)
                        .mapToLong(file -> file.text().lines().count())
                        .sum();

        assertThat(lines).isBetween(1_000L, 2_500L);
    }

    @Test
    void theFactOfTheMigrationsIsTheFactOfTheSheet() throws IOException {
        String migration =
                Files.readString(
                        EXAMPLE.resolve(
                                "redshift-scripts/flyway/migrations/V3__fact_user_journey_event.sql"));

        assertThat(SheetReader.read(EXAMPLE).facts())
                .hasSize(82)
                .allSatisfy(fact ->
                        assertThat(migration)
                                .containsPattern(
                                        "\\n    %s %s[ ,\\n]"
                                                .formatted(
                                                        fact.column(),
                                                        fact.type()
                                                                .replace("(", "\\(")
                                                                .replace(")", "\\)"))));
    }

    @Test
    void aNewFamilyNeedsRowsInTheSheetAndNothingElse() throws IOException {
        append("events.csv", "tea_brewed,tea_kitchen,true,Kitchen,Tea,kitchen,Tea was brewed.");
        append("fields.csv", "tea_kitchen,event_id,string,event_id,value,,,,,operational,Its id.");
        append(
                "fields.csv",
                "tea_kitchen,timestamp,int,timestamp,value,,,,,operational,When it was.");
        append(
                "fields.csv",
                "tea_kitchen,leaves,string,extensions.tea-leaves,json,,type,[0].kind,text,operational,What it is made of.");

        generate(project).forEach(file -> GeneratedFiles.write(project, file));
        Map<String, String> texts =
                generate(project).stream()
                        .collect(Collectors.toMap(GeneratedFile::path, GeneratedFile::text));
        Project read = ProjectReader.read(project, NONE);

        assertThat(read.allProblems()).filteredOn(problem -> problem.isError()).isEmpty();
        assertThat(texts.get("athena-scripts/dml/insert_into/tea_brewed.sql"))
                .contains(
                        "json_format(CAST(extensions.\"tea-leaves\" AS JSON)) AS leaves",
                        "FROM \"environment-txma-raw\".\"tea_brewed\"");
        assertThat(texts.get("athena-scripts/redshift_scripts/sp_tea_kitchen.sql"))
                .contains("leaves_json[0].kind", "CAST(NULL AS VARCHAR(1000)) AS client_id");
    }

    @Test
    void aFileWrittenByHandIsKnownAsSuch() throws IOException {
        Path dml = project.resolve("athena-scripts/dml/insert_into/auth_create_account.sql");
        Files.createDirectories(dml.getParent());
        Files.writeString(dml, "INSERT INTO somewhere SELECT 1\n");

        List<Comparison> files = GeneratedFiles.compare(project, generate(project));

        assertThat(files)
                .filteredOn(file -> file.state() == State.FOREIGN)
                .extracting(file -> file.file().path())
                .containsExactly("athena-scripts/dml/insert_into/auth_create_account.sql");
    }

    @Test
    void whatWasChangedAfterwardsIsDriftWithItsLine() throws IOException {
        generate(project).forEach(file -> GeneratedFiles.write(project, file));
        Path dml = project.resolve("athena-scripts/dml/insert_into/auth_create_account.sql");
        Files.writeString(dml, Files.readString(dml).replace("    client_id,\n", ""));

        Comparison drift =
                GeneratedFiles.compare(project, generate(project)).stream()
                        .filter(file -> file.state() != State.SAME)
                        .findFirst()
                        .orElseThrow();

        assertThat(drift.state()).isEqualTo(State.DIFFERENT);
        assertThat(drift.line()).isEqualTo(5);
    }

    @Test
    void everyFaultOfASheetIsNamedAtOnce() throws IOException {
        append("events.csv", "Tea_Brewed,tea_kitchen,true,,,,");
        append("events.csv", "auth_create_account,auth_account_creation,true,,,,");
        append("events.csv", "tea_poured,auth_account_creation,yes,,,,");
        append("fields.csv", "auth_acount_mfa,extra,string,extra,value,,,,,operational,");
        append("fields.csv", "auth_account_mfa,extra,strin,extra,value,,,,,operational,");
        append(
                "fields.csv",
                "auth_account_mfa,other,string,other,value,auth_code_verifed,,,,operational,");
        append("fields.csv", "auth_account_mfa,third,string,third,value,,tipe,,text,operational,");
        append("relying_parties.csv", ",nameless,Nameless");

        assertThatThrownBy(() -> SheetReader.read(project))
                .hasMessageContainingAll(
                        "8 faults",
                        "schema/events.csv:99",
                        "stands in line 3 already",
                        "`yes` is no enabled",
                        "did you mean `auth_account_mfa`?",
                        "schema/fields.csv:217",
                        "did you mean `auth_code_verified`?",
                        "did you mean `type`?",
                        "schema/relying_parties.csv:14: The row has no client_id.");
    }

    @Test
    void aHeadWithoutAColumnSaysWhichOne() throws IOException {
        Path events = project.resolve("schema/events.csv");
        Files.writeString(events, Files.readString(events).replaceFirst("sub_domain", "subdomain"));

        assertThatThrownBy(() -> SheetReader.read(project))
                .hasMessageContaining(
                        "schema/events.csv:1: The head has no column `sub_domain`; did you mean `subdomain`?");
    }

    private static List<GeneratedFile> generate(Path folder) {
        return new Generator(
                        SheetReader.read(folder),
                        ProjectReader.placeOf(folder, NONE).layout(),
                        "dap_txma_stage")
                .files(EnumSet.allOf(GeneratedKind.class));
    }

    private void append(String file, String row) throws IOException {
        Path path = project.resolve("schema").resolve(file);
        Files.writeString(path, Files.readString(path) + row + "\n");
    }
}
