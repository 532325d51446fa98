package dap.testkit;

import static dap.testkit.StageRows.SIGN_UP;
import static dap.testkit.StageRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.ConformedFiles;
import dap.model.FamilyName;
import dap.warehouse.AccountRow;
import dap.warehouse.ConformBatch;
import dap.warehouse.Conformed;
import dap.warehouse.WaitingRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every warehouse must do, whatever it is made of.
public interface WarehouseContract extends WarehouseUnderTest {

    @Test
    default void aBatchBecomesFacts() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        Conformed conformed =
                conform(
                        signUps()
                                .file(
                                        "a",
                                        "SIGNED_UP",
                                        MONDAY,
                                        row("e1", 10, "x"),
                                        row("e2", 11, "y\"z"))
                                .file("b", "SIGNED_UP", TUESDAY, row("e3", 12, null)));

        assertThat(conformed).isEqualTo(new Conformed(3, 3, 0, 0));
        assertThat(facts()).containsExactly("e1 x", "e2 y\"z", "e3 null");
        assertThat(warehouse().conformed(LAKE, List.of("a", "b", "c")))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(warehouse().conformedFiles(LAKE))
                .isEqualTo(new ConformedFiles(2, Optional.of("b")));
        assertThat(warehouse().procedures(LAKE, List.of("a", "c")))
                .containsExactly(entry("a", StageRows.PROCEDURE));
        assertThat(warehouse().account(LAKE, List.of()))
                .containsExactly(
                        new AccountRow("SIGNED_UP", MONDAY, 2, 0, 0, 0),
                        new AccountRow("SIGNED_UP", TUESDAY, 1, 0, 0, 0));
    }

    @Test
    default void aRowThatAJoinDropsWaitsAndGoesWithTheNextBatch() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        Conformed first = conform(signUps().file("a", "UNHEARD_OF", MONDAY, row("e1", 10, "x")));

        warehouse()
                .prepare(
                        SmallStar.with(
                                SmallStar.migration(
                                        "V2__more.sql",
                                        "INSERT INTO conformed.ref_events VALUES ('UNHEARD_OF');")),
                        LANDINGS);
        long waiting = warehouse().waiting(LAKE).getFirst().rows();
        Conformed second = conform(signUps());

        assertThat(first).isEqualTo(new Conformed(1, 0, 0, 1));
        assertThat(waiting).isEqualTo(1);
        assertThat(second).isEqualTo(new Conformed(0, 1, 0, 0));
        assertThat(facts()).containsExactly("e1 x");
        assertThat(warehouse().waiting(LAKE)).isEmpty();
    }

    @Test
    default void rowsThatWaitTellWhetherTheReferenceDataNameTheirEvent() {
        warehouse()
                .prepare(
                        SmallStar.withSignUp(
                                SmallStar.procedure("sign_up")
                                        .replace("f.event_id IS NULL", "s.client_id = 'y'")),
                        LANDINGS);

        Conformed conformed =
                conform(
                        signUps()
                                .file("a", "UNHEARD_OF", MONDAY, row("e1", 10, "y"))
                                .file(
                                        "b",
                                        "SIGNED_UP",
                                        MONDAY,
                                        row("e2", 10, "x"),
                                        row("e3", 10, "y")));

        assertThat(conformed).isEqualTo(new Conformed(3, 1, 0, 2));
        assertThat(warehouse().waiting(LAKE))
                .containsExactly(
                        new WaitingRows(
                                new FamilyName("sign_up"),
                                2,
                                0,
                                Map.of("UNHEARD_OF", 1L),
                                Optional.of("e2")));
        assertThat(warehouse().account(LAKE, List.of()))
                .containsExactly(
                        new AccountRow("SIGNED_UP", MONDAY, 1, 0, 1, 0, 0, 0, 0),
                        new AccountRow("UNHEARD_OF", MONDAY, 0, 0, 0, 1, 0, 0, 0));
    }

    @Test
    default void whatAProcedureTakesOutOfTheLandingTableIsCountedAsLost() {
        warehouse()
                .prepare(
                        SmallStar.withSignUp(
                                SmallStar.signUpDoing(
                                        "    DELETE FROM dap_txma_stage.sign_up WHERE event_id = 'e1';")),
                        LANDINGS);

        Conformed conformed =
                conform(
                        signUps()
                                .file(
                                        "a",
                                        "SIGNED_UP",
                                        MONDAY,
                                        row("e1", 10, "x"),
                                        row("e2", 10, "x")));

        assertThat(conformed).isEqualTo(new Conformed(2, 0, 0, 1, 1, 0));
    }

    @Test
    default void aWaitingRowMakesWayForAGreaterCopyOfAnotherFamily() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "UNHEARD_OF", MONDAY, row("e1", 10, "x")));

        conform(logIns().file("b", "LOGGED_IN", MONDAY, row("e1", 11, "y")));

        assertThat(facts()).containsExactly("e1 y");
        assertThat(warehouse().waiting(LAKE)).isEmpty();
        assertThat(accountOf("UNHEARD_OF", MONDAY))
                .isEqualTo(new AccountRow("UNHEARD_OF", MONDAY, 0, 1, 0, 0, 0, 1, 0));
    }

    @Test
    default void aFileIsConformedOnce() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        ConformBatch batch =
                signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x")).in(folder());
        warehouse().conform(batch);

        assertThatThrownBy(() -> warehouse().conform(batch))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("1 of the 1 STAGE files of sign_up");

        assertThat(facts()).hasSize(1);
        assertThat(accountOf("SIGNED_UP", MONDAY).duplicates()).isZero();
    }

    @Test
    default void aProcedureThatRaisesLeavesNothingBehindAndTellsNoValue() {
        warehouse()
                .prepare(
                        SmallStar.withSignUp(
                                SmallStar.signUpDoing(
                                        """
                                            INSERT INTO conformed.fact_event (event_id)
                                            SELECT event_id FROM dap_txma_stage.sign_up;
                                            RAISE EXCEPTION 'I stop at client %',
                                                (SELECT max(client_id) FROM dap_txma_stage.sign_up);
                                        """)),
                        LANDINGS);
        ConformBatch batch =
                signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "Secret-42")).in(folder());

        assertThatThrownBy(() -> warehouse().conform(batch))
                .hasMessageContaining("redshift/sp_sign_up.sql:6")
                .hasMessageContaining("I stop at client …")
                .extracting(e -> ((DapException) e).code())
                .isEqualTo(ErrorCode.WAREHOUSE_REFUSED);

        assertThat(facts()).isEmpty();
        assertThat(warehouse().conformed(LAKE, List.of("a"))).isEmpty();
        assertThat(warehouse().waiting(LAKE)).isEmpty();
        assertThat(warehouse().account(LAKE, List.of())).isEmpty();
    }

    @Test
    default void aProcedureThatCatchesItsErrorFailsAllTheSame() {
        warehouse()
                .prepare(
                        SmallStar.withSignUp(
                                SmallStar.signUpDoing(
                                        """
                                            INSERT INTO conformed.fact_event (event_id)
                                            SELECT event_id FROM dap_txma_stage.sign_up;
                                            UPDATE conformed.batchcontrol SET maxrundate = maxrundate + (1/0);
                                        EXCEPTION WHEN OTHERS THEN
                                            RAISE INFO 'x';
                                        """)),
                        LANDINGS);
        ConformBatch batch =
                signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x")).in(folder());

        assertThatThrownBy(() -> warehouse().conform(batch))
                .hasMessageContaining("redshift/sp_sign_up.sql:6")
                .hasMessageContaining("division by zero");

        assertThat(facts()).isEmpty();
        assertThat(warehouse().conformed(LAKE, List.of("a"))).isEmpty();
    }

    @Test
    default void batchControlIsADayBeforeTheBatchAndThenAtItsEnd() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        conform(
                signUps()
                        .file("b", "SIGNED_UP", NEXT_MONTH, row("e2", 10, "x"))
                        .file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x")));
        List<String> first = ask("SELECT product_family, maxrundate FROM conformed.batchcontrol");
        conform(signUps().file("c", "SIGNED_UP", MONDAY, row("e3", 10, "x")));

        assertThat(ask("SELECT DISTINCT substring(batch_day, 1, 10) FROM conformed.fact_event"))
                .containsExactly("2024-01-29");
        assertThat(first).containsExactly("sign_up 2024-02-02 00:00:00.000");
        assertThat(ask("SELECT product_family, maxrundate FROM conformed.batchcontrol"))
                .isEqualTo(first);
    }

    @Test
    default void aFactThatIsTakenAwayIsLostInTheAccount() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x"), row("e2", 10, "x")));

        warehouse()
                .prepare(
                        SmallStar.with(
                                SmallStar.migration(
                                        "V2__less.sql",
                                        "DELETE FROM conformed.fact_event WHERE event_id = 'e1';")),
                        LANDINGS);

        assertThat(accountOf("SIGNED_UP", MONDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", MONDAY, 1, 0, 0, 1));
    }

    @Test
    default void aRowWithoutEventIdBreaksNothingAndShowsAsLost() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        Conformed conformed =
                conform(
                        signUps()
                                .file(
                                        "a",
                                        "SIGNED_UP",
                                        MONDAY,
                                        row(null, 10, "x"),
                                        row(null, 10, "x"),
                                        row("e1", 10, "x")));

        assertThat(conformed).isEqualTo(new Conformed(3, 1, 0, 0, 2, 0));
        assertThat(accountOf("SIGNED_UP", MONDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", MONDAY, 1, 0, 0, 2));
    }

    @Test
    default void aQueryCannotWrite() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        assertThatThrownBy(() -> ask("DELETE FROM conformed.ref_events"))
                .isInstanceOf(DapException.class);
        assertThatThrownBy(() -> ask("SELECT 1; COMMIT; DELETE FROM conformed.ref_events"))
                .hasMessageContaining("one statement");

        assertThat(ask("SELECT count(*) FROM conformed.ref_events")).containsExactly("2");
    }

    @Test
    default void anotherLakeHasItsOwnFilesAndItsOwnAccount() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x")));

        conform(StageRows.of(SIGN_UP, "lake-2").file("a", "SIGNED_UP", MONDAY, row("e2", 10, "x")));

        assertThat(accountOf("SIGNED_UP", MONDAY).facts()).isEqualTo(1);
        assertThat(warehouse().account("lake-2", List.of())).hasSize(1);
    }
}
