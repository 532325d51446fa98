package dap.project;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.DataSource;
import dap.model.FamilyName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    @TempDir Path folder;

    @Test
    void aProjectOfTheGivenLayoutHasNoProblem() {
        TestProject project = TestProject.in(folder);

        assertThat(project.problems()).isEmpty();
    }

    @Test
    void familiesAndEventsComeInTheOrderOfTheirConfigs() {
        TestProject project = TestProject.in(folder);

        assertThat(project.source().families())
                .extracting(family -> family.name().name())
                .containsExactly("auth", "ipv");
        assertThat(project.family("auth").events())
                .extracting(event -> event.name().name())
                .containsExactly("auth_start", "auth_end");
    }

    @Test
    void theInsertOfAnEventIsNamedRelativeToTheProject() {
        TestProject project = TestProject.in(folder);

        assertThat(project.event("auth_end").dml())
                .hasValue(
                        new SqlFile(
                                "athena-scripts/dml/insert_into/auth_end.sql",
                                "INSERT INTO t SELECT 2"));
    }

    @Test
    void theStageTableCarriesTheEnvironmentsName() {
        TestProject project = TestProject.in(folder).write("dap.yml", "environment: staging");

        TableDefinition table =
                project.source().findStageTable(new FamilyName("auth")).orElseThrow();

        assertThat(table.schema()).isEqualTo("staging-txma-stage");
        assertThat(table.location()).hasValue("s3://staging-dap-stage-layer/txma/auth");
        assertThat(table.line()).isEqualTo(2);
    }

    @Test
    void aProjectOfAnotherLayoutNamesItsPaths() {
        TestProject project =
                TestProject.at(folder)
                        .write(
                                "dap.yml",
                                """
                                sources:
                                  txma:
                                    process-scripts: config
                                    dml: sql/athena
                                    stage: cloudformation/glue/tables.yml
                                    raw: cloudformation/glue
                                    warehouse-scripts: sql/redshift
                                    migrations: [db/tables, db/views]
                                """)
                        .write(
                                "config/product_family_config.json",
                                "[{\"product_family\": \"auth\", \"enabled\": true}]")
                        .write(
                                "config/auth_config.json",
                                """
                                [{"event_name": "auth_start", "product_family": "auth", "enabled": true}]
                                """)
                        .write("sql/athena/auth_start.sql", "INSERT INTO t SELECT 1")
                        .write(
                                "cloudformation/glue/tables.yml",
                                "Resources:\n" + TestProject.stageTable("auth"))
                        .write(
                                "sql/redshift/reporting_model_product_family_config.json",
                                "[{\"product_family\": \"auth\", \"enabled\": true}]")
                        .write("sql/redshift/sp_auth.sql", "CREATE PROCEDURE a")
                        .write("db/tables/V1__a.sql", "")
                        .write("db/views/R__b.sql", "");

        assertThat(project.said()).isEmpty();
        assertThat(project.event("auth_start").dml()).isPresent();
        assertThat(project.source().findProcedure(new FamilyName("auth"))).isPresent();
        assertThat(project.source().warehouse().migrations()).hasSize(2);
    }

    @Test
    void theOneSourceIsTxmaWhereNoneIsNamed() {
        TestProject project = TestProject.in(folder);

        assertThat(project.source().name()).isEqualTo(DataSource.DEFAULT);
    }

    @Test
    void filesOfWindowsWithMarkAndCarriageReturnsAreRead() {
        String master =
                """
                [{"product_family": "auth", "enabled": true},
                 {"product_family": "ipv", "enabled": true}]
                """;
        String stage =
                "\uFEFFResources:\n"
                        + TestProject.stageTable("auth")
                        + TestProject.stageTable("ipv");
        TestProject project =
                TestProject.in(folder)
                        .write(TestProject.MASTER, "\uFEFF" + master.replace("\n", "\r\n"))
                        .write(TestProject.STAGE, stage.replace("\n", "\r\n"));

        assertThat(project.problems()).isEmpty();
    }
}
