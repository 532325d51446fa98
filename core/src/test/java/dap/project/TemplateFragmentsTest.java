package dap.project;

import static dap.project.TestProject.MASTER;
import static dap.project.TestProject.RAW;
import static dap.project.TestProject.STAGE;
import static dap.project.TestProject.stageTable;
import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.Problem;
import dap.model.EventName;
import dap.model.FamilyName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Templates as projects have them: in parts that a build puts together.
class TemplateFragmentsTest {

    private static final FamilyName AUTH = new FamilyName("auth");
    private static final FamilyName IPV = new FamilyName("ipv");
    private static final String SHARED = "!Sub ${Environment}-txma-stage";

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aProjectWithoutFault() {
        project = TestProject.in(folder);
    }

    @Test
    void aFragmentHasItsResourcesAtTheTopLevel() {
        project.write(STAGE, outdented(stageTable("auth") + stageTable("ipv")));

        assertThat(project.said()).isEmpty();
        assertThat(project.source().findStageTable(IPV).orElseThrow().schema())
                .isEqualTo("local-txma-stage");
    }

    @Test
    void aFragmentMayBeIndentedAsTheBuildPastesIt() {
        project.write(STAGE, "---\n# tables\n\n" + stageTable("auth") + stageTable("ipv"));

        assertThat(project.said()).isEmpty();
    }

    @Test
    void aFragmentMayBeJson() {
        project.write(
                STAGE,
                """
                {"Auth": %1$s, "Ipv": %2$s, "Description": "x"}
                """
                        .formatted(json("auth"), json("ipv")));

        assertThat(project.said()).isEmpty();
    }

    @Test
    void aServerlessTemplateIsReadAsAnyOther() {
        project.write(
                STAGE,
                "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\n"
                        + "Globals: {Function: {Timeout: 3}}\nResources:\n"
                        + "  Handler: {Type: AWS::Serverless::Function, Properties: {}}\n"
                        + stageTable("auth")
                        + stageTable("ipv"));

        assertThat(project.said()).isEmpty();
    }

    @Test
    void anIncludeOfAwsIsAWarningNotASilence() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv")
                        + "  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}\n");

        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + STAGE
                                + ":28: `Fn::Transform` is not unfolded: tables that it makes are"
                                + " not seen.");
    }

    @Test
    void parametersConditionsAndMappingsMayLieInABaseAboveTheFolder() {
        project.write(
                        "iac/main/base.yml",
                        """
                        AWSTemplateFormatVersion: 2010-09-09
                        Parameters:
                          Layer: {Type: String, Default: stage}
                        Mappings:
                          Databases: {local: {name: the-stage}}
                        Conditions:
                          IsProduction: !Equals [!Ref Environment, production]
                        """)
                .write(
                        STAGE,
                        outdented(
                                stageTable("auth")
                                                .replace(
                                                        SHARED,
                                                        "!FindInMap [Databases, !Ref Environment,"
                                                                + " name]")
                                        + stageTable("ipv")
                                                .replace(
                                                        SHARED,
                                                        "!If [IsProduction, x, !Join ['-', [a, !Ref"
                                                                + " Layer]]]")));

        assertThat(project.said()).isEmpty();
        assertThat(project.source().findStageTable(AUTH).orElseThrow().schema())
                .isEqualTo("the-stage");
        assertThat(project.source().findStageTable(IPV).orElseThrow().schema())
                .isEqualTo("a-stage");
    }

    @Test
    void aFamilysTableMayLieInAFileBesideOrBelow() {
        project.write(STAGE, outdented(stageTable("auth")))
                .write("iac/main/resources/more/ipv.yaml", outdented(stageTable("ipv")));

        assertThat(project.said()).isEmpty();
        assertThat(project.source().findStageTable(IPV).orElseThrow().file())
                .isEqualTo("iac/main/resources/more/ipv.yaml");
    }

    @Test
    void tablesMayLieInOneFileEachWithoutAnyOfTheUsualName() {
        project.delete(STAGE)
                .write("iac/main/resources/auth.yml", outdented(stageTable("auth")))
                .write("iac/main/resources/ipv.yml", "Resources:\n" + stageTable("ipv"));

        assertThat(project.said()).isEmpty();
    }

    @Test
    void aPinnedTableMayLieInAFileBeside() {
        project.write(
                "iac/main/resources/pinned.yml",
                outdented(stageTable("ipv_start").replace("-txma-stage", "-txma-raw")));

        assertThat(project.source().findPinnedRawTable(new EventName("ipv_start"))).isPresent();
        assertThat(project.said()).isEmpty();
    }

    @Test
    void stageAndRawTablesMayLieInOneTemplate() {
        project.write("dap.yml", "sources: {txma: {stage: all.yml, raw: all.yml}}")
                .write(
                        "all.yml",
                        "Resources:\n"
                                + stageTable("auth")
                                + stageTable("ipv")
                                + stageTable("ipv_start").replace("-txma-stage", "-txma-raw"));

        assertThat(project.said()).isEmpty();
        assertThat(project.source().stageTables())
                .extracting(TableDefinition::name)
                .containsExactly("auth", "ipv");
        assertThat(project.source().pinnedRawTables())
                .extracting(TableDefinition::name)
                .containsExactly("ipv_start");
    }

    @Test
    void aFolderOfTemplatesMayBeNamed() {
        project.delete(STAGE)
                .write("dap.yml", "sources.txma.stage: cfn/tables")
                .write("cfn/tables/auth.yml", outdented(stageTable("auth")))
                .write("cfn/tables/ipv.json", "{\"Ipv\": " + json("ipv") + "}")
                .write("cfn/tables/README.json", "{\"no\": \"template\"}");

        assertThat(project.said()).isEmpty();
    }

    @Test
    void aTableOfTheSameNameInAnotherDatabaseIsAnotherTable() {
        project.write(
                STAGE,
                "Resources:\n"
                        + "  OtherDb:\n    Type: AWS::Glue::Database\n"
                        + "    Properties: {DatabaseInput: {Name: archive}}\n"
                        + stageTable("ipv")
                                .replace("ipvTable", "Archived")
                                .replace(SHARED, "!Ref OtherDb")
                                .replace("event_id", "a")
                        + stageTable("auth")
                        + stageTable("ipv"));

        assertThat(project.said()).isEmpty();
        assertThat(project.source().stageTables())
                .extracting(TableDefinition::schema)
                .containsOnly("local-txma-stage");
        assertThat(project.source().findStageTable(IPV).orElseThrow().findColumn("event_id"))
                .isPresent();
    }

    @Test
    void ofTwoOtherDatabasesTheOneThatIsNamedAsALayerIsMeant() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv").replace(SHARED, "archive").replace("event_id", "a")
                        + stageTable("ipv").replace(SHARED, "our-stage").replace("ipvT", "T"));

        assertThat(project.said()).isEmpty();
        assertThat(project.source().findStageTable(IPV).orElseThrow().schema())
                .isEqualTo("our-stage");
    }

    @Test
    void ofTwoDatabasesOfWhichNeitherIsTheLayersNobodyKnowsWhichIsMeant() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv").replace(SHARED, "one")
                        + stageTable("ipv").replace(SHARED, "two").replace("ipvT", "T"));

        assertThat(project.saidOf("ipv"))
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ":28: The table `ipv` is declared in several databases: `one`,"
                                + " `two`.");
        assertThat(project.saidOf("auth")).isEmpty();
    }

    @Test
    void aPinnedTableOfTheSameNameInAnotherDatabaseIsAnotherTable() {
        project.write(
                RAW,
                outdented(
                        stageTable("ipv_start").replace(SHARED, "archive").replace("event_id", "a")
                                + stageTable("IPV_START").replace("-stage", "-raw")));

        TableDefinition pinned =
                project.source().findPinnedRawTable(new EventName("ipv_start")).orElseThrow();
        assertThat(pinned.schema()).isEqualTo("local-txma-raw");
        assertThat(project.said()).isEmpty();
    }

    @Test
    void whatCannotBeKnownIsAskedOnceForAllTables() {
        project.write(STAGE, tablesIn("!ImportValue Db"));

        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + STAGE
                                + ":2: What `${Db}` stands for cannot be known here: the database"
                                + " of `auth`, `ipv` hangs on it.");
        assertThat(project.problems())
                .extracting(Problem::hint)
                .containsExactly("Say it in dap.yml: `parameters: {Db: …}`.");
    }

    @Test
    void whatDapYmlSaysOfAParameterIsAskedNoMore() {
        project.write(STAGE, tablesIn("!Sub '${AWS::AccountId}-${Db}-${Layer}-stage'"))
                .write(
                        "iac/main/base.yml",
                        "Parameters: {Layer: {Type: String, Default: l}, Db: {Type: String}}")
                .write(
                        "dap.yml",
                        "parameters:\n  Db: txma\n  AWS::AccountId: '0123'\nparameters.Layer: 7\n");

        assertThat(project.said()).isEmpty();
        assertThat(project.source().findStageTable(IPV).orElseThrow().schema())
                .isEqualTo("0123-txma-7-stage");
    }

    @Test
    void theEnvironmentOfTheTemplatesMayBeAnotherThanTheLakes() {
        project.write(STAGE, tablesIn(SHARED))
                .write("dap.yml", "environment: laptop\nparameters: {Environment: dev}");

        assertThat(project.source().findStageTable(IPV).orElseThrow().schema())
                .isEqualTo("dev-txma-stage");
    }

    @Test
    void theConditionThatCannotBeDecidedIsAskedForByItsParameter() {
        project.write(
                STAGE,
                "Parameters: {Stack: {Type: String}}\n"
                        + "Conditions: {Dev: !Equals [!Ref Stack, dev]}\n"
                        + tablesIn("!If [Dev, a-stage, b-stage]"));

        assertThat(project.said()).hasSize(1).first().asString().contains("`${Stack}`");
        project.write("dap.yml", "parameters: {Stack: dev}");
        assertThat(project.source().findStageTable(IPV).orElseThrow().schema())
                .isEqualTo("a-stage");
    }

    @Test
    void aFolderThatCannotBeKnownIsOneErrorOfItsFamilies() {
        project.write(
                STAGE, tablesIn(SHARED).replaceAll("layer/txma/(auth|ipv)", "layer/\\${Root}"));

        assertThat(project.said())
                .containsExactly(
                        "ERROR "
                                + STAGE
                                + ":2: What `${Root}` stands for cannot be known here: the folder"
                                + " of `auth`, `ipv` hangs on it.");
        assertThat(project.saidOf("ipv")).hasSize(1);
    }

    @Test
    void aTemplateThatCannotBeReadIsSaidOnceNotOnceAFamily() {
        project.write(STAGE, "Resources: {");

        assertThat(project.said()).hasSize(1);
        assertThat(project.saidOf("auth")).isEqualTo(project.saidOf("ipv")).hasSize(1);
    }

    @Test
    void aNameOfATableThatCannotBeKnownIsAskedFor() {
        project.write(MASTER, "[{\"product_family\": \"auth\", \"enabled\": true}]")
                .delete(TestProject.OTHER_EVENTS)
                .delete(TestProject.DML + "ipv_start.sql")
                .write(
                        STAGE,
                        "Resources:\n"
                                + stageTable("auth").replace("Name: auth", "Name: !Ref AuthName"));

        assertThat(project.said())
                .containsExactlyInAnyOrder(
                        "ERROR " + STAGE + ": No STAGE table `auth` is declared.",
                        "WARNING "
                                + STAGE
                                + ":2: What `${AuthName}` stands for cannot be known here: the name"
                                + " of `${AuthName}` hangs on it.");
    }

    private static String tablesIn(String database) {
        return "Resources:\n" + (stageTable("auth") + stageTable("ipv")).replace(SHARED, database);
    }

    private static String outdented(String resources) {
        return String.join("\n", List.of(resources.split("\n"))).indent(-2);
    }

    private static String json(String name) {
        return """
        {"Type": "AWS::Glue::Table", "Properties": {
          "DatabaseName": {"Fn::Sub": "${Environment}-txma-stage"},
          "TableInput": {"Name": "%s", "PartitionKeys": [
            {"Name": "processed_date", "Type": "string"}, {"Name": "event_name", "Type": "string"}],
            "StorageDescriptor": {"Columns": [{"Name": "event_id", "Type": "string"}]}}}}
        """
                .formatted(name);
    }
}
