package dap.project;

import static dap.project.TestProject.EVENTS;
import static dap.project.TestProject.MASTER;
import static dap.project.TestProject.OTHER_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamilyProblemsTest {

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aProjectWithoutFault() {
        project = TestProject.in(folder);
    }

    @Test
    void brokenJsonHitsItsFamilyAlone() {
        project.write(EVENTS, "[\n  {\"event_name\": \"auth_start\",\n]");

        assertThat(project.saidOf("auth"))
                .singleElement()
                .asString()
                .startsWith("ERROR " + EVENTS + ":3: This is not JSON:");
        assertThat(project.saidOf("ipv")).isEmpty();
        assertThat(project.family("ipv").events()).hasSize(1);
    }

    @Test
    void aFamilyWithoutConfigIsToldWhichFileMayBeMeant() {
        project.delete(EVENTS)
                .write("athena-scripts/process_scripts/auht_config.json", "[]")
                .delete("athena-scripts/dml/insert_into/auth_start.sql")
                .delete("athena-scripts/dml/insert_into/auth_end.sql");

        assertThat(project.saidOf("auth"))
                .containsExactly(
                        "ERROR "
                                + EVENTS
                                + ": The family `auth` has no config of its events; did you mean"
                                + " `auht_config.json`?");
    }

    @Test
    void aDisabledFamilyWithoutConfigIsNoError() {
        project.write(
                        MASTER,
                        """
                        [{"product_family": "auth", "enabled": true},
                         {"product_family": "ipv", "enabled": true},
                         {"product_family": "later", "enabled": false}]
                        """)
                .read();

        assertThat(project.saidOf("later")).allMatch(said -> said.startsWith("WARNING"));
    }

    @Test
    void aFamilyInAnotherCaseIsKeptWithItsFault() {
        project.write(
                MASTER,
                """
                [{"product_family": "Auth", "enabled": true},
                 {"product_family": "ipv", "enabled": true}]
                """);

        assertThat(project.saidOf("auth"))
                .containsExactly(
                        "ERROR "
                                + MASTER
                                + ":1: `Auth` is not how a product family is spelt; did you mean"
                                + " `auth`?");
    }

    @Test
    void aFamilyNamedTwiceAlikeIsAWarning() {
        project.write(
                MASTER,
                """
                [{"product_family": "auth", "enabled": true},
                 {"product_family": "auth", "enabled": true},
                 {"product_family": "ipv", "enabled": true}]
                """);

        assertThat(project.saidOf("auth"))
                .containsExactly(
                        "WARNING "
                                + MASTER
                                + ":2: The family `auth` is there twice: in line 1 too.");
        assertThat(project.source().families()).hasSize(2);
    }

    @Test
    void aFamilyBothEnabledAndDisabledIsAnError() {
        project.write(
                MASTER,
                """
                [{"product_family": "auth", "enabled": true},
                 {"product_family": "auth", "enabled": false},
                 {"product_family": "ipv", "enabled": true}]
                """);

        assertThat(project.saidOf("auth"))
                .containsExactly(
                        "ERROR "
                                + MASTER
                                + ":2: The family `auth` is there twice: in line 1 too, and enabled"
                                + " once only.");
    }

    @Test
    void aHostileNameBecomesNoPathAndHarmsNoOtherFamily() {
        project.write(
                MASTER,
                """
                [{"product_family": "../../etc/passwd", "enabled": true},
                 {"product_family": "auth", "enabled": true},
                 {"product_family": "ipv", "enabled": true}]
                """);

        assertThat(project.said())
                .containsExactly(
                        "ERROR "
                                + MASTER
                                + ":1: `../../etc/passwd` cannot be the name of a product family.");
        assertThat(project.source().families()).hasSize(2);
    }

    @Test
    void aConfigOfNoFamilyIsAWarningWithTheFamilyThatMayBeMeant() {
        project.write("athena-scripts/process_scripts/ipvv_config.json", "[]");

        assertThat(project.said())
                .containsExactly(
                        "WARNING athena-scripts/process_scripts/ipvv_config.json: The config"
                                + " belongs to no family of "
                                + MASTER
                                + "; did you mean `ipv`?");
    }

    @Test
    void enabledAsTextIsTakenWithAWarning() {
        project.write(
                MASTER,
                """
                [{"product_family": "auth", "enabled": "true"},
                 {"product_family": "ipv", "enabled": "False"}]
                """);

        assertThat(project.family("auth").enabled()).isTrue();
        assertThat(project.family("ipv").enabled()).isFalse();
        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + MASTER
                                + ":1: `enabled` is the text \"true\", and is taken as true.",
                        "WARNING "
                                + MASTER
                                + ":2: `enabled` is the text \"false\", and is taken as false.");
    }

    @Test
    void enabledWithoutACertainMeaningIsAnError() {
        project.write(
                MASTER,
                """
                [{"product_family": "auth", "enabled": 1},
                 {"product_family": "ipv", "enable": true}]
                """);

        assertThat(project.said())
                .containsExactly(
                        "ERROR " + MASTER + ":1: `enabled` must be true or false, not a number.",
                        "ERROR " + MASTER + ":2: An entry has no `enabled`, but `enable`.");
    }

    @Test
    void anEntryThatIsNoObjectIsToldWithItsLine() {
        project.write(MASTER, "[\n\"auth\",\n{\"product_family\": \"ipv\", \"enabled\": true}]");

        assertThat(project.said())
                .contains("ERROR " + MASTER + ":2: An object must stand here, not text.");
        assertThat(project.source().families()).hasSize(1);
    }

    @Test
    void unknownKeysAreFine() {
        project.write(
                OTHER_EVENTS,
                """
                [{"event_name": "ipv_start", "product_family": "ipv", "enabled": true,
                  "owner": {"team": ["x"]}, "since": 2024}]
                """);

        assertThat(project.said()).isEmpty();
    }

    @Test
    void aConfigThatIsNotUtf8HitsItsFamilyAlone() {
        project.writeBytes(OTHER_EVENTS, new byte[] {'[', (byte) 0xFF, ']'});

        assertThat(project.saidOf("ipv"))
                .containsExactly("ERROR " + OTHER_EVENTS + ": The file is not UTF-8 text.");
        assertThat(project.saidOf("auth")).isEmpty();
    }
}
