package dap.project;

import static dap.project.TestProject.RAW;
import static dap.project.TestProject.STAGE;
import static dap.project.TestProject.stageTable;
import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.Problem;
import dap.model.EventName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTableProblemsTest {

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aProjectWithoutFault() {
        project = TestProject.in(folder);
    }

    @Test
    void aMissingTableIsAFaultOfItsFamilyWithTheOneThatMayBeMeant() {
        project.write(STAGE, "Resources:\n" + stageTable("auth") + stageTable("ivp"));

        assertThat(project.saidOf("ipv"))
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ": No STAGE table `ipv` is declared; did you mean `ivp`?");
        assertThat(project.saidOf("auth")).isEmpty();
    }

    @Test
    void withoutTemplateEachFamilyLacksItsTable() {
        project.delete(STAGE);

        assertThat(project.saidOf("auth"))
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ": The STAGE table of `auth` is not declared: there is no such"
                                + " file.");
        assertThat(project.saidOf("ipv")).hasSize(1);
    }

    @Test
    void brokenYamlHitsEveryFamilyWithItsLine() {
        project.write(STAGE, "Resources:\n  A: [\n  B: }\n");

        assertThat(project.saidOf("auth"))
                .singleElement()
                .asString()
                .startsWith("ERROR " + STAGE + ":3: This is not YAML that can be read:");
        assertThat(project.saidOf("ipv")).hasSize(1);
    }

    @Test
    void aTemplateOfSeveralDocumentsIsRefused() {
        project.write(STAGE, "Resources: {}\n---\nResources: {}\n");

        assertThat(project.saidOf("auth"))
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ":3: This is not YAML that can be read: a second document begins"
                                + " here.");
    }

    @Test
    void aTemplateWithoutResourcesIsRefused() {
        project.write(STAGE, "# nothing yet\nParameters: {}\n");

        assertThat(project.saidOf("auth"))
                .containsExactly("ERROR " + STAGE + ": The template has no `Resources`.");
    }

    @Test
    void anEmptyTemplateIsRefused() {
        project.write(STAGE, "");

        assertThat(project.saidOf("ipv"))
                .containsExactly("ERROR " + STAGE + ": The template has no `Resources`.");
    }

    @Test
    void aTypeThatHiveDoesNotKnowIsAFaultOfItsFamily() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv")
                                .replace("event_id, Type: string", "event_id, Type: strin"));

        assertThat(project.saidOf("ipv"))
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ":27: Column `event_id`: The type `strin` cannot be read: at"
                                + " position 1 `strin` is not a type of Hive.");
        assertThat(project.saidOf("auth")).isEmpty();
    }

    @Test
    void aTableDeclaredTwiceIsAFaultOfItsFamily() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv")
                        + stageTable("ipv").replace("ipvTable", "another"));

        assertThat(project.saidOf("ipv"))
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ":28: The table `ipv` is declared twice: in line 15 too.");
    }

    @Test
    void aColumnDeclaredTwiceIsAFaultOfItsFamily() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv")
                        + "            - { Name: EVENT_ID, Type: int }\n");

        assertThat(project.saidOf("ipv"))
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ":28: The column `EVENT_ID` is there twice, compared without"
                                + " case.");
    }

    @Test
    void otherPartitionKeysAreAWarning() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv").replace("Name: processed_date", "Name: day"));

        assertThat(project.saidOf("ipv"))
                .containsExactly(
                        "WARNING "
                                + STAGE
                                + ":15: The partition keys of `ipv` are [day, event_name], not"
                                + " processed_date and event_name.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a b"})
    void aLocationThatIsNoFolderIsAFaultOfItsFamily(String folder) {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv").replace("txma/ipv/", "txma/" + folder));

        assertThat(project.saidOf("ipv"))
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ":15: The location of `ipv` ends with `"
                                + folder
                                + "`, which cannot be its folder.");
    }

    @Test
    void aPinnedTableOfNoEventIsAWarningWithTheEventThatMayBeMeant() {
        project.write(RAW, "Resources:\n" + stageTable("ipv_strat"));

        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + RAW
                                + ":2: The RAW table `ipv_strat` belongs to no event; did you mean"
                                + " `ipv_start`?");
    }

    @Test
    void aPinnedTableThatCannotBeReadIsAFaultOfItsEvent() {
        project.write(
                RAW, "Resources:\n" + stageTable("IPV_START").replace("DatabaseName", "Database"));

        assertThat(project.event("ipv_start").problems())
                .extracting(Problem::message)
                .containsExactly("The table of resource `IPV_STARTTable` has no `DatabaseName`.");
    }

    @Test
    void brokenRawYamlHitsEveryFamily() {
        project.write(RAW, "Resources: {");

        assertThat(project.saidOf("auth")).singleElement().asString().startsWith("ERROR " + RAW);
        assertThat(project.saidOf("ipv")).hasSize(1);
    }

    @Test
    void aPinnedTableIsFoundByItsEvent() {
        project.write(RAW, "Resources:\n" + stageTable("IPV_Start"));

        assertThat(project.source().findPinnedRawTable(new EventName("ipv_start"))).isPresent();
    }

    @Test
    void crawlersAreReadWithTheirTargets() {
        project.write(
                RAW,
                """
                Resources:
                  Crawler:
                    Type: AWS::Glue::Crawler
                    Properties:
                      Name: ipv
                      Targets:
                        S3Targets:
                          - Path: !Sub s3://${Environment}-dap-raw-layer/txma/IPV_START/
                        CatalogTargets:
                          - DatabaseName: x
                            Tables: [Auth]
                """);

        assertThat(project.source().crawlers())
                .containsExactly(
                        new Crawler(
                                "ipv",
                                List.of("s3://local-dap-raw-layer/txma/IPV_START/"),
                                List.of("auth"),
                                RAW,
                                2));
    }

    @Test
    void aKeyThatIsThereTwiceIsAFaultOfItsTable() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv")
                        + "          Location: s3://elsewhere\n");

        assertThat(project.saidOf("ipv"))
                .containsExactly("ERROR " + STAGE + ":28: The key `Location` is there twice.");
        assertThat(project.saidOf("auth")).isEmpty();
    }
}
