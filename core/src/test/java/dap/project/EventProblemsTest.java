package dap.project;

import static dap.project.TestProject.DML;
import static dap.project.TestProject.EVENTS;
import static dap.project.TestProject.OTHER_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.Problem;
import dap.model.EventName;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventProblemsTest {

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aProjectWithoutFault() {
        project = TestProject.in(folder);
    }

    @Test
    void anEventWithoutDmlIsToldWhichFileMayBeMeant() {
        project.delete(DML + "auth_end.sql").write(DML + "auth_ended.sql", "INSERT");

        assertThat(project.said())
                .containsExactly(
                        "ERROR "
                                + DML
                                + "auth_end.sql: The event `auth_end` ("
                                + EVENTS
                                + ":3) has no DML file; did you mean `auth_ended.sql`?");
        assertThat(project.event("auth_end").dml()).isEmpty();
        assertThat(project.event("auth_start").problems()).isEmpty();
    }

    @Test
    void aDmlFileInAnotherCaseIsAnotherFile() {
        project.delete(DML + "auth_end.sql").write(DML + "AUTH_END.sql", "INSERT");

        assertThat(project.event("auth_end").problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).endsWith("did you mean `AUTH_END.sql`?"));
    }

    @Test
    void aDisabledEventNeedsNoDml() {
        project.write(
                        OTHER_EVENTS,
                        """
                        [{"event_name": "ipv_start", "product_family": "ipv", "enabled": false}]
                        """)
                .delete(DML + "ipv_start.sql");

        assertThat(project.said()).singleElement().asString().startsWith("WARNING");
    }

    @Test
    void anEmptyDmlFileIsAnError() {
        project.write(DML + "auth_end.sql", " \n");

        assertThat(project.said())
                .containsExactly("ERROR " + DML + "auth_end.sql: The file is empty.");
    }

    @Test
    void aDmlFileOfNoEventIsAWarning() {
        project.write(DML + "ipv_strat.sql", "INSERT");

        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + DML
                                + "ipv_strat.sql: The file belongs to no event of any family; did"
                                + " you mean `ipv_start`?");
    }

    @Test
    void anEventOfAFamilyThatThereIsNotIsToldTheNearestOne() {
        project.write(
                OTHER_EVENTS,
                """
                [{"event_name": "ipv_start", "product_family": "ipw", "enabled": true}]
                """);

        assertThat(project.event("ipv_start").problems())
                .extracting(problem -> problem.location() + ": " + problem.message())
                .containsExactly(
                        OTHER_EVENTS
                                + ":1: There is no product family `ipw` in "
                                + TestProject.MASTER
                                + "; did you mean `ipv`?");
    }

    @Test
    void anEventInTheFileOfAnotherFamilyIsAnErrorOfThatEvent() {
        project.write(
                        OTHER_EVENTS,
                        """
                        [{"event_name": "ipv_start", "product_family": "ipv", "enabled": true},
                         {"event_name": "auth_more", "product_family": "auth", "enabled": true}]
                        """)
                .write(DML + "auth_more.sql", "INSERT");

        assertThat(project.said())
                .containsExactly(
                        "ERROR "
                                + OTHER_EVENTS
                                + ":2: The entry belongs to the family `auth` but stands in the"
                                + " config of `ipv`.");
        assertThat(project.event("ipv_start").problems()).isEmpty();
    }

    @Test
    void aFamilyInAnotherCaseIsAnErrorOfTheEvent() {
        project.write(
                OTHER_EVENTS,
                """
                [{"event_name": "ipv_start", "product_family": "IPV", "enabled": true}]
                """);

        assertThat(project.event("ipv_start").problems())
                .extracting(Problem::message)
                .containsExactly("`IPV` is not how a product family is spelt; did you mean `ipv`?");
    }

    @Test
    void anEntryWithoutFamilyBelongsToTheFilesOwn() {
        project.write(OTHER_EVENTS, "[{\"event_name\": \"ipv_start\", \"enabled\": true}]");

        assertThat(project.event("ipv_start").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.isError()).isFalse());
    }

    @Test
    void anEventInUpperCaseIsAnErrorOfThatEvent() {
        project.write(
                OTHER_EVENTS,
                """
                [{"event_name": "IPV_START", "product_family": "ipv", "enabled": true}]
                """);

        assertThat(project.event("ipv_start").problems())
                .extracting(Problem::message)
                .containsExactly(
                        "`IPV_START` is not how an event is spelt; did you mean `ipv_start`?");
        assertThat(project.saidOf("auth")).isEmpty();
    }

    @Test
    void aHostileEventNameBecomesNoPath() {
        project.write(
                        OTHER_EVENTS,
                        """
                        [{"event_name": "../../../secret", "product_family": "ipv", "enabled": true},
                         {"event_name": "a'; DROP TABLE t; --\\u0007", "product_family": "ipv", "enabled": true}]
                        """)
                .delete(DML + "ipv_start.sql");

        assertThat(project.saidOf("ipv"))
                .containsExactly(
                        "ERROR "
                                + OTHER_EVENTS
                                + ":1: `../../../secret` cannot be the name of an event.",
                        "ERROR "
                                + OTHER_EVENTS
                                + ":2: `a'; DROP TABLE t; --?` cannot be the name of an event.");
        assertThat(project.family("ipv").events()).isEmpty();
    }

    @Test
    void anEventListedTwiceAlikeIsReadOnce() {
        project.write(
                OTHER_EVENTS,
                """
                [{"event_name": "ipv_start", "product_family": "ipv", "enabled": true},
                 {"event_name": "ipv_start", "product_family": "ipv", "enabled": true}]
                """);

        assertThat(project.family("ipv").events()).hasSize(1);
        assertThat(project.said())
                .containsExactly(
                        "WARNING "
                                + OTHER_EVENTS
                                + ":2: The event `ipv_start` is there twice: in line 1 too.");
    }

    @Test
    void anEventInTwoFamiliesIsAnErrorInBoth() {
        project.write(
                OTHER_EVENTS,
                """
                [{"event_name": "ipv_start", "product_family": "ipv", "enabled": true},
                 {"event_name": "auth_end", "product_family": "ipv", "enabled": true}]
                """);

        assertThat(project.said())
                .containsExactly(
                        "ERROR "
                                + EVENTS
                                + ":3: The event `auth_end` is in two families: in `ipv` too ("
                                + OTHER_EVENTS
                                + ":2).",
                        "ERROR "
                                + OTHER_EVENTS
                                + ":2: The event `auth_end` is in two families: in `auth` too ("
                                + EVENTS
                                + ":3).");
    }

    @Test
    void anEventThatMovedIsTheEnabledOne() {
        project.write(
                        EVENTS,
                        """
                        [{"event_name": "auth_start", "product_family": "auth", "enabled": true},
                         {"event_name": "auth_end", "product_family": "auth", "enabled": false}]
                        """)
                .write(
                        OTHER_EVENTS,
                        """
                        [{"event_name": "ipv_start", "product_family": "ipv", "enabled": true},
                         {"event_name": "auth_end", "product_family": "ipv", "enabled": true}]
                        """);

        assertThat(project.said())
                .singleElement()
                .asString()
                .startsWith("WARNING " + EVENTS + ":2");
        assertThat(project.source().findEvent(new EventName("auth_end")))
                .hasValueSatisfying(event -> assertThat(event.family().name()).isEqualTo("ipv"));
    }

    @Test
    void manyFaultsAreAllToldAtOnce() {
        project.write(
                OTHER_EVENTS,
                """
                [{"event_name": "ipv_start", "product_family": "ipv"},
                 {"event_name": 7, "product_family": "ipv", "enabled": true},
                 {"event_name": "ipv_end", "product_family": "ipw", "enabled": true}]
                """);

        assertThat(project.said()).hasSize(4);
    }
}
