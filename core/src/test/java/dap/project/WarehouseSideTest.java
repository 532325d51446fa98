package dap.project;

import static dap.project.TestProject.MASTER;
import static dap.project.TestProject.MIGRATIONS;
import static dap.project.TestProject.PROCEDURES;
import static dap.project.TestProject.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dap.model.FamilyName;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseSideTest {

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aProjectWithAWarehouseSide() {
        project =
                TestProject.in(folder)
                        .write(
                                WAREHOUSE,
                                """
                                [{"product_family": "auth", "enabled": true},
                                 {"product_family": "ipv", "enabled": false}]
                                """)
                        .write(PROCEDURES + "sp_auth.sql", "CREATE PROCEDURE a")
                        .write(PROCEDURES + "sp_ipv.sql", "CREATE PROCEDURE i");
    }

    @Test
    void withoutConfigNoFamilyGoesToTheWarehouse() {
        project.delete(WAREHOUSE)
                .delete(PROCEDURES + "sp_auth.sql")
                .delete(PROCEDURES + "sp_ipv.sql");

        assertThat(project.source().warehouse().families()).isEmpty();
        assertThat(project.said()).isEmpty();
    }

    @Test
    void aFamilyHasItsProcedure() {
        assertThat(project.source().warehouse().findFamily(new FamilyName("auth")))
                .hasValueSatisfying(family ->
                        assertThat(family.procedure())
                                .hasValue(
                                        new SqlFile(
                                                PROCEDURES + "sp_auth.sql", "CREATE PROCEDURE a")));
        assertThat(project.said()).isEmpty();
    }

    @Test
    void theSetupProcedureIsNoFamilys() {
        project.write(PROCEDURES + "sp_setup_conformed_schema_statements.sql", "CREATE");

        assertThat(project.source().warehouse().setup()).isPresent();
        assertThat(project.said()).isEmpty();
    }

    @Test
    void aMissingProcedureIsAFaultOfItsFamilyWithTheOneThatMayBeMeant() {
        project.delete(PROCEDURES + "sp_auth.sql").write(PROCEDURES + "sp_auht.sql", "CREATE");

        assertThat(project.source().warehouse().findFamily(new FamilyName("auth")))
                .hasValueSatisfying(family ->
                        assertThat(TestProject.said(family.problems()))
                                .containsExactly(
                                        "ERROR "
                                                + PROCEDURES
                                                + "sp_auth.sql: The family `auth` ("
                                                + WAREHOUSE
                                                + ":1) has no procedure; did you mean"
                                                + " `sp_auht.sql`?"));
    }

    @Test
    void aProcedureOfNoFamilyIsAWarning() {
        project.write(PROCEDURES + "sp_more.sql", "CREATE");

        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + PROCEDURES
                                + "sp_more.sql: The procedure belongs to no family of "
                                + WAREHOUSE
                                + ", and is not deployed.");
    }

    @Test
    void aFamilyThatNoMasterConfigNamesIsToldTheNearestOne() {
        project.write(WAREHOUSE, "[{\"product_family\": \"auht\", \"enabled\": true}]")
                .write(PROCEDURES + "sp_auht.sql", "CREATE");

        assertThat(project.said())
                .contains(
                        "ERROR "
                                + WAREHOUSE
                                + ":1: The family `auht` is in no master config; did you mean"
                                + " `auth`?");
    }

    @Test
    void aFamilyEnabledHereAndNotInTheMasterConfigIsAWarning() {
        project.write(
                MASTER,
                """
                [{"product_family": "auth", "enabled": false},
                 {"product_family": "ipv", "enabled": true}]
                """);

        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + WAREHOUSE
                                + ":1: The family `auth` is enabled here and not in the master"
                                + " config.");
    }

    @Test
    void aBrokenConfigIsAFaultOfTheWarehouseNotOfTheLake() {
        project.write(WAREHOUSE, "[");

        assertThat(TestProject.said(project.source().warehouse().problems()))
                .anyMatch(said -> said.startsWith("ERROR " + WAREHOUSE + ":1: This is not JSON"));
        assertThat(project.saidOf("auth")).isEmpty();
    }

    @Test
    void migrationsComeInTheOrderOfTheirVersions() {
        project.write(MIGRATIONS + "V1.10__j.sql", "")
                .write(MIGRATIONS + "V1_9__i.sql", "")
                .write(MIGRATIONS + "V1__a.sql", "")
                .write(MIGRATIONS + "V20240101120000__z.sql", "")
                .write(MIGRATIONS + "V2__b__c.sql", "")
                .write(MIGRATIONS + "more/V1.9.1__ii.sql", "");

        assertThat(project.source().warehouse().migrations())
                .extracting(migration -> migration.file().file())
                .containsExactly(
                        MIGRATIONS + "V1__a.sql",
                        MIGRATIONS + "V1_9__i.sql",
                        MIGRATIONS + "more/V1.9.1__ii.sql",
                        MIGRATIONS + "V1.10__j.sql",
                        MIGRATIONS + "V2__b__c.sql",
                        MIGRATIONS + "V20240101120000__z.sql");
    }

    @Test
    void oneVersionInTwoFilesIsAnError() {
        project.write(MIGRATIONS + "V1__a.sql", "").write(MIGRATIONS + "V1_0__b.sql", "");

        assertThat(project.said())
                .containsExactly(
                        "ERROR "
                                + MIGRATIONS
                                + "V1_0__b.sql: The version 1.0 is there twice: "
                                + MIGRATIONS
                                + "V1__a.sql has it too.");
    }
}
