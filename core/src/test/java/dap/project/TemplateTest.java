package dap.project;

import static dap.project.TestProject.STAGE;
import static dap.project.TestProject.stageTable;
import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Column;
import dap.model.FamilyName;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {

    private static final FamilyName IPV = new FamilyName("ipv");

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aProjectWithoutFault() {
        project = TestProject.in(folder);
    }

    @Test
    void jsonTemplatesAreReadToo() {
        project.write(
                STAGE,
                """
                {"Parameters": {"Env": {"Default": "x"}},
                 "Resources": {
                \t"Auth": {"Type": "AWS::Glue::Table", "Properties": {
                \t\t"DatabaseName": {"Fn::Sub": "${environment}-txma-stage"},
                \t\t"TableInput": {"Name": "AUTH", "PartitionKeys": [
                \t\t  {"Name": "processed_date", "Type": "string"}, {"Name": "event_name", "Type": "string"}],
                \t\t  "StorageDescriptor": {"Columns": [{"Name": "event_id", "Type": "STRING"}]}}}}}}
                """);

        assertThat(project.saidOf("auth")).isEmpty();
        TableDefinition table =
                project.source().findStageTable(new FamilyName("auth")).orElseThrow();
        assertThat(table.schema()).isEqualTo("local-txma-stage");
        assertThat(table.line()).isEqualTo(3);
        assertThat(table.location()).isEmpty();
    }

    @Test
    void columnsMayComeFromAnAnchorAndBeMerged() {
        project.write(
                STAGE,
                """
                Shared: &keys
                  - { Name: processed_date, Type: string }
                  - { Name: event_name, Type: string }
                Storage: &storage
                  Columns: [{ Name: event_id, Type: string }, { Name: userId, Type: 'varchar(3)' }]
                Resources:
                  Ipv:
                    Type: AWS::Glue::Table
                    Properties:
                      DatabaseName: d
                      TableInput:
                        Name: ipv
                        PartitionKeys: *keys
                        StorageDescriptor:
                          <<: *storage
                          Location: s3://b/IPV//
                """);

        TableDefinition table = project.source().findStageTable(IPV).orElseThrow();

        assertThat(table.columns()).extracting(Column::name).containsExactly("event_id", "userId");
        assertThat(table.location()).hasValue("s3://b/IPV");
        assertThat(project.saidOf("ipv")).isEmpty();
    }

    @Test
    void theDatabaseMayBeAResourceOfATemplateBesideIt() {
        project.write(
                        STAGE,
                        "Resources:\n"
                                + stageTable("ipv")
                                        .replace("!Sub ${Environment}-txma-stage", "!Ref Db"))
                .write(
                        "iac/main/resources/glue.yml",
                        """
                        Resources:
                          Db:
                            Type: AWS::Glue::Database
                            Properties: { DatabaseInput: { Name: shared-stage } }
                        """)
                .write("iac/main/resources/broken.yml", "{");

        TableDefinition table = project.source().findStageTable(IPV).orElseThrow();

        assertThat(table.schema()).isEqualTo("shared-stage");
        assertThat(project.saidOf("ipv")).isEmpty();
    }

    @Test
    void aTableUnderAConditionThatDoesNotHoldIsNotThere() {
        project.write(
                STAGE,
                "Conditions:\n  Prod: !Equals [!Ref Environment, production]\nResources:\n"
                        + stageTable("auth")
                        + stageTable("ipv")
                                .replace("Properties:", "Condition: Prod\n    Properties:"));

        assertThat(project.saidOf("ipv"))
                .containsExactly("ERROR " + STAGE + ": No STAGE table `ipv` is declared.");
    }

    @Test
    void aLoopOfTheTemplateIsAWarningNotASilence() {
        project.write(
                STAGE,
                "Resources:\n"
                        + stageTable("auth")
                        + stageTable("ipv")
                        + "  Fn::ForEach::Tables:\n    - T\n    - [a, b]\n    - {}\n");

        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + STAGE
                                + ":28: `Fn::ForEach` is not unfolded: tables that it makes are not"
                                + " seen.");
    }

    @Test
    void aliasesOfAliasesDoNotExhaustTheMemory() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append(
                    "a%d: &a%d [%s]\n"
                            .formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }
        project.write(STAGE, bomb + "Resources: {}\n");

        assertThat(project.saidOf("auth"))
                .singleElement()
                .asString()
                .contains("it unfolds to more than 500000 values");
    }

    @Test
    void nestingWithoutEndIsRefusedNotACrash() {
        project.write(STAGE, "Resources: " + "[".repeat(50_000));

        assertThat(project.saidOf("auth"))
                .singleElement()
                .asString()
                .contains("it is nested more than 100 deep");
    }
}
