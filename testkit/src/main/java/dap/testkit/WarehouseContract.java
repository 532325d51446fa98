package dap.testkit;

import static dap.testkit.StageRows.LOG_IN;
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
import dap.warehouse.Prepared;
import dap.warehouse.WaitingRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
    default void theSecondPrepareFindsNothingToDo() {
        Prepared first = warehouse().prepare(SmallStar.project(), LANDINGS);

        Prepared second = warehouse().prepare(SmallStar.project(), LANDINGS);

        assertThat(first.changed())
                .containsExactlyInAnyOrder(new FamilyName("sign_up"), new FamilyName("log_in"));
        assertThat(second.changed()).isEmpty();
        assertThat(second.faults()).isEmpty();
    }

    @Test
    default void whicheverOrderCopiesComeInTheGreatestWins() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        conform(
                signUps()
                        .file(
                                "a",
                                "SIGNED_UP",
                                TUESDAY,
                                row("e1", 10, "early"),
                                row("e2", 30, "late")));
        conform(
                signUps()
                        .file(
                                "b",
                                "SIGNED_UP",
                                MONDAY,
                                row("e1", 20, "later"),
                                row("e2", 20, "earlier")));

        assertThat(facts()).containsExactly("e1 later", "e2 late");
        assertThat(accountOf("SIGNED_UP", MONDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", MONDAY, 1, 1, 0, 0, 0, 1, 0));
        assertThat(accountOf("SIGNED_UP", TUESDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", TUESDAY, 1, 1, 0, 0, 0, 1, 0));
    }

    @Test
    default void aLaterArrivalWinsAmongCopiesOfOneTimestampAcrossMonths() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        conform(signUps().file("a", "SIGNED_UP", NEXT_MONTH, row("e1", 10, "1 February")));
        Conformed second =
                conform(signUps().file("b", "SIGNED_UP", MONDAY, row("e1", 10, "29 January")));

        assertThat(second).isEqualTo(new Conformed(1, 0, 1, 0));
        assertThat(facts()).containsExactly("e1 1 February");
    }

    @Test
    default void copiesThatDifferInNothingButTheirContentHaveOneWinnerInAnyOrder() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x"), row("e2", 10, "y")));
        conform(signUps().file("b", "SIGNED_UP", MONDAY, row("e1", 10, "y"), row("e2", 10, "x")));

        assertThat(ask("SELECT count(DISTINCT client_id) FROM conformed.fact_event"))
                .containsExactly("1");
    }

    @Test
    default void copiesWithinABatchAreCounted() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        Conformed conformed =
                conform(
                        signUps()
                                .file(
                                        "a",
                                        "SIGNED_UP",
                                        MONDAY,
                                        row("e1", 10, "x"),
                                        row("e1", 10, "x"))
                                .file("b", "SIGNED_UP", TUESDAY, row("e1", 11, "y")));

        assertThat(conformed).isEqualTo(new Conformed(3, 1, 2, 0));
        assertThat(facts()).containsExactly("e1 y");
        assertThat(accountOf("SIGNED_UP", MONDAY).duplicates()).isEqualTo(2);
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
    default void aValueThatDoesNotFitIsNotTold() {
        warehouse()
                .prepare(
                        SmallStar.withSignUp(
                                SmallStar.signUpDoing(
                                        "    PERFORM client_id::integer FROM dap_txma_stage.sign_up;")),
                        LANDINGS);
        Conformed conformed =
                conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "Secret-42")));

        assertThat(conformed).isEqualTo(new Conformed(1, 0, 0, 0, 0, 1));
        assertThat(warehouse().refused(LAKE).getFirst().reason())
                .contains("sp_sign_up.sql:4")
                .contains("invalid input syntax for type integer")
                .doesNotContain("Secret");
    }

    @Test
    default void aRowThatTheProcedureCannotTakeIsSetAsideAlone() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        String tooLong = "x".repeat(101);

        Conformed conformed =
                conform(
                        signUps()
                                .file(
                                        "a",
                                        "SIGNED_UP",
                                        MONDAY,
                                        row("e1", 10, "x"),
                                        row("e2", 10, tooLong),
                                        row("e3", 10, "y"),
                                        row("e4", 10, tooLong),
                                        row("e5", 10, "z")));
        Conformed next = conform(signUps().file("b", "SIGNED_UP", TUESDAY, row("e6", 10, "x")));

        assertThat(conformed).isEqualTo(new Conformed(5, 3, 0, 0, 0, 2));
        assertThat(next).isEqualTo(new Conformed(1, 1, 0, 0));
        assertThat(facts()).containsExactly("e1 x", "e3 y", "e5 z", "e6 x");
        assertThat(accountOf("SIGNED_UP", MONDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", MONDAY, 3, 0, 0, 0, 2, 0, 0));
        assertThat(warehouse().refused(LAKE))
                .singleElement()
                .matches(rows -> rows.rows() == 2 && rows.example().equals(Optional.of("e2")))
                .matches(rows -> rows.reason().contains("value too long"));
        assertThat(warehouse().trace(LAKE, "e2").refused()).isPresent();
    }

    @Test
    default void whatWasSetAsideComesBackWhenItIsTriedAgain() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(
                signUps()
                        .file(
                                "a",
                                "SIGNED_UP",
                                MONDAY,
                                row("e1", 10, "x".repeat(101)),
                                row("e2", 10, "y".repeat(102)),
                                row("e3", 10, "z")));

        Conformed inVain = conform(signUps().retry());
        warehouse()
                .prepare(
                        SmallStar.with(
                                SmallStar.migration(
                                        "V2__wide.sql",
                                        "ALTER TABLE conformed.fact_event ALTER COLUMN client_id TYPE VARCHAR(101);")),
                        LANDINGS);
        Conformed wider = conform(signUps().retry());

        assertThat(inVain).isEqualTo(new Conformed(0, 0, 0, 0, 0, 2));
        assertThat(wider).isEqualTo(new Conformed(0, 1, 0, 0, 0, 1));
        assertThat(ask("SELECT event_id FROM conformed.fact_event ORDER BY 1"))
                .containsExactly("e1", "e3");
        assertThat(accountOf("SIGNED_UP", MONDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", MONDAY, 2, 0, 0, 0, 1, 0, 0));
    }

    @Test
    default void whatWasSetAsideMakesWayForAGreaterCopyAndForABackfill() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        String tooLong = "x".repeat(101);
        conform(
                signUps()
                        .file("a", "SIGNED_UP", MONDAY, row("e1", 10, tooLong))
                        .file("b", "SIGNED_UP", TUESDAY, row("e2", 10, tooLong)));

        conform(logIns().file("c", "LOGGED_IN", TUESDAY, row("e1", 11, "y")));
        conform(
                signUps()
                        .inPlaceOf("b")
                        .file(
                                "b2",
                                "SIGNED_UP",
                                TUESDAY,
                                row("e2", 10, "z"),
                                row("e3", 1, tooLong)));

        assertThat(facts()).containsExactly("e1 y", "e2 z");
        assertThat(warehouse().refused(LAKE)).hasSize(1);
        assertThat(warehouse().account(LAKE, List.of()))
                .containsExactly(
                        new AccountRow("LOGGED_IN", TUESDAY, 1, 0, 0, 0),
                        new AccountRow("SIGNED_UP", MONDAY, 0, 1, 0, 0, 0, 1, 0),
                        new AccountRow("SIGNED_UP", TUESDAY, 1, 0, 0, 0, 1, 0, 0));
    }

    @Test
    default void whereTooManyRowsFailTheBatchDoes() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        StageRows.Row[] rows =
                IntStream.range(0, 30)
                        .mapToObj(i -> row("e" + i, 10, "x".repeat(101)))
                        .toArray(StageRows.Row[]::new);
        ConformBatch batch = signUps().file("a", "SIGNED_UP", MONDAY, rows).in(folder());

        assertThatThrownBy(() -> warehouse().conform(batch))
                .hasMessageContaining("value too long")
                .hasMessageContaining("More than 20 rows fail so, among them event_id e0.")
                .hasMessageContaining("warehouse.max-refused-rows");

        assertThat(warehouse().refused(LAKE)).isEmpty();
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
    default void aProcedureThatCannotBeDeployedIsAFaultOfItsFamilyAlone() {
        Prepared prepared =
                warehouse()
                        .prepare(
                                SmallStar.withSignUp(SmallStar.signUpDoing("    SELEC 1;")),
                                LANDINGS);

        Conformed other =
                conform(
                        StageRows.of(LOG_IN, LAKE)
                                .file("a", "LOGGED_IN", MONDAY, row("e1", 10, "x")));

        assertThat(prepared.faults()).containsOnlyKeys(new FamilyName("sign_up"));
        assertThat(prepared.faults().get(new FamilyName("sign_up")))
                .hasMessageContaining("redshift/sp_sign_up.sql:4");
        assertThat(other.facts()).isEqualTo(1);
    }

    @Test
    default void aProcedureThatCommitsIsRefused() {
        Prepared prepared =
                warehouse()
                        .prepare(
                                SmallStar.withSignUp(
                                        SmallStar.signUpDoing("    -- commit\n    COMMIT;")),
                                LANDINGS);

        assertThat(prepared.faults().get(new FamilyName("sign_up")))
                .hasMessageContaining(
                        "redshift/sp_sign_up.sql:5: the procedure ends its transaction");
    }

    @Test
    default void aMigrationThatFailsIsShownAtItsPlace() {
        assertThatThrownBy(() ->
                        warehouse()
                                .prepare(
                                        SmallStar.with(
                                                SmallStar.migration(
                                                        "V2__bad.sql",
                                                        "SELECT 1;\n\nALTER TABLE conformed.nowhere ADD COLUMN c INT;")),
                                        LANDINGS))
                .hasMessageContaining("flyway/migrations/V2__bad.sql:3")
                .hasMessageContaining("conformed.nowhere");
    }

    @Test
    default void aMigrationThatWasChangedAfterwardsIsRefused() {
        warehouse()
                .prepare(SmallStar.with(SmallStar.migration("V2__x.sql", "SELECT 1;")), LANDINGS);

        assertThatThrownBy(() ->
                        warehouse()
                                .prepare(
                                        SmallStar.with(
                                                SmallStar.migration("V2__x.sql", "SELECT 2;")),
                                        LANDINGS))
                .hasMessageContaining("flyway/migrations");
    }

    @Test
    default void referenceDataAreRefreshedByTheirProcedure() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        warehouse().refreshReferenceData(SmallStar.project());

        assertThat(ask("SELECT count(*) FROM conformed.ref_events WHERE event_name = 'REFRESHED'"))
                .containsExactly("1");
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

    @Test
    default void withinABatchTheTimestampDecidesBeforeTheArrivalDay() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        conform(
                signUps()
                        .file("a", "SIGNED_UP", MONDAY, row("e1", 20, "newer"))
                        .file("b", "SIGNED_UP", TUESDAY, row("e1", 10, "older, later here")));

        assertThat(facts()).containsExactly("e1 newer");
        assertThat(accountOf("SIGNED_UP", TUESDAY).duplicates()).isEqualTo(1);
    }
}
