package dap.testkit;

import static dap.testkit.StageRows.LOG_IN;
import static dap.testkit.StageRows.SIGN_UP;
import static dap.testkit.StageRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.model.ConformedFiles;
import dap.model.FamilyName;
import dap.warehouse.AccountRow;
import dap.warehouse.Conformed;
import dap.warehouse.Conformed.Moved;
import dap.warehouse.WaitingRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How every warehouse gives up what it holds: of files that others take the place of, and of a
/// whole lake.
public interface ReplacementContract extends WarehouseUnderTest {

    @Test
    default void aBatchInPlaceOfAFileTakesItsFactsOutAndUpdatesThoseThatStay() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(
                signUps()
                        .file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x"), row("e2", 11, "y"))
                        .file("b", "SIGNED_UP", TUESDAY, row("e3", 12, "z")));

        conform(
                signUps()
                        .inPlaceOf("a")
                        .file("a2", "SIGNED_UP", MONDAY, row("e1", 9, "less"), row("e4", 13, "w")));

        assertThat(facts()).containsExactly("e1 less", "e3 z", "e4 w");
        assertThat(warehouse().account(LAKE, List.of()))
                .containsExactly(
                        new AccountRow("SIGNED_UP", MONDAY, 2, 0, 0, 0),
                        new AccountRow("SIGNED_UP", TUESDAY, 1, 0, 0, 0));
        assertThat(warehouse().conformed(LAKE, List.of("a", "a2"))).containsExactly("a2");
    }

    @Test
    default void whereNothingComesInItsPlaceAFileIsGivenUpAllTheSame() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x")));

        conform(signUps().inPlaceOf("a").file("a2", "SIGNED_UP", MONDAY));

        assertThat(facts()).isEmpty();
        assertThat(warehouse().account(LAKE, List.of())).isEmpty();
    }

    @Test
    default void aDuplicateInAnotherFileTakesThePlaceOfOneThatIsGivenUp() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 20, "won")));
        conform(
                signUps()
                        .file("b", "SIGNED_UP", TUESDAY, row("e1", 10, "lost"), row("e2", 5, "x")));

        assertThat(warehouse().fallbacks(LAKE, List.of("a"))).containsExactly("b");
        conform(
                signUps()
                        .inPlaceOf("a")
                        .file("a2", "SIGNED_UP", MONDAY, row("e3", 7, "y"))
                        .fallback(
                                "b",
                                "SIGNED_UP",
                                TUESDAY,
                                row("e1", 10, "lost"),
                                row("e2", 5, "x")));

        assertThat(facts()).containsExactly("e1 lost", "e2 x", "e3 y");
        assertThat(accountOf("SIGNED_UP", TUESDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", TUESDAY, 2, 0, 0, 0));
    }

    @Test
    default void aFallbackThatIsSupersededAgainIsStillADuplicate() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 20, "won")));
        conform(signUps().file("b", "SIGNED_UP", TUESDAY, row("e1", 10, "lost")));

        conform(
                signUps()
                        .inPlaceOf("a")
                        .file("a2", "SIGNED_UP", MONDAY, row("e1", 20, "fixed"))
                        .fallback("b", "SIGNED_UP", TUESDAY, row("e1", 10, "lost")));

        assertThat(facts()).containsExactly("e1 fixed");
        assertThat(accountOf("SIGNED_UP", TUESDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", TUESDAY, 0, 1, 0, 0, 0, 1, 0));
    }

    @Test
    default void aBatchThatLeavesOutACopyWhichMayHaveToWinIsRefused() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 20, "won")));
        conform(signUps().file("b", "SIGNED_UP", TUESDAY, row("e1", 10, "lost")));
        StageRows batch = signUps().inPlaceOf("a").file("a2", "SIGNED_UP", MONDAY);

        assertThatThrownBy(() -> conform(batch)).hasMessageContaining("another lake");

        assertThat(facts()).containsExactly("e1 won");
    }

    @Test
    default void aCopyOfAnotherFamilyComesForwardAndItsProcedureMakesTheFact() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 20, "won"), row("e2", 5, "x")));
        conform(logIns().file("b", "LOGGED_IN", MONDAY, row("e1", 10, "lost"), row("e3", 5, "y")));

        assertThat(warehouse().fallbacks(LAKE, List.of("a"))).containsExactly("b");
        Conformed conformed =
                conform(
                        signUps()
                                .inPlaceOf("a")
                                .file("a2", "SIGNED_UP", MONDAY, row("e2", 5, "x"))
                                .fallback(
                                        LOG_IN,
                                        "b",
                                        "LOGGED_IN",
                                        MONDAY,
                                        row("e1", 10, "lost"),
                                        row("e3", 5, "y")));

        assertThat(events())
                .containsExactly("e1 LOGGED_IN lost", "e2 SIGNED_UP x", "e3 LOGGED_IN y");
        assertThat(conformed.moved()).containsExactly(new Moved(new FamilyName("log_in"), 1, 0, 0));
        assertThat(warehouse().account(LAKE, List.of()))
                .containsExactly(
                        new AccountRow("LOGGED_IN", MONDAY, 2, 0, 0, 0),
                        new AccountRow("SIGNED_UP", MONDAY, 1, 0, 0, 0));
    }

    @Test
    default void whereACopyOfAnotherFamilyStaysSupersededNothingMoves() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 20, "won")));
        conform(logIns().file("b", "LOGGED_IN", MONDAY, row("e1", 10, "lost")));

        Conformed conformed =
                conform(
                        signUps()
                                .inPlaceOf("a")
                                .file("a2", "SIGNED_UP", MONDAY, row("e1", 20, "fixed"))
                                .fallback(LOG_IN, "b", "LOGGED_IN", MONDAY, row("e1", 10, "lost")));

        assertThat(events()).containsExactly("e1 SIGNED_UP fixed");
        assertThat(conformed.moved()).isEmpty();
        assertThat(accountOf("LOGGED_IN", MONDAY))
                .isEqualTo(new AccountRow("LOGGED_IN", MONDAY, 0, 1, 0, 0, 0, 1, 0));
    }

    @Test
    default void aCopyThatComesForwardAndIsNotReferencedWaits() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 20, "won")));
        conform(logIns().file("b", "NOT_REFERENCED", MONDAY, row("e1", 10, "lost")));

        conform(
                signUps()
                        .inPlaceOf("a")
                        .fallback(LOG_IN, "b", "NOT_REFERENCED", MONDAY, row("e1", 10, "lost")));

        assertThat(events()).isEmpty();
        assertThat(accountOf("NOT_REFERENCED", MONDAY))
                .isEqualTo(new AccountRow("NOT_REFERENCED", MONDAY, 0, 0, 0, 1, 0, 0, 0));
    }

    @Test
    default void aCopyInAFileThatIsAboutToBeReplacedStandsInNobodysWay() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 20, "won")));
        conform(logIns().file("b", "LOGGED_IN", MONDAY, row("e1", 10, "lost"), row("e2", 1, "x")));

        conform(signUps().inPlaceOf("a").superseded("b").file("a2", "SIGNED_UP", MONDAY));
        conform(logIns().inPlaceOf("b").file("b2", "LOGGED_IN", MONDAY, row("e1", 10, "again")));

        assertThat(events()).containsExactly("e1 LOGGED_IN again");
        assertThat(warehouse().account(LAKE, List.of()))
                .containsExactly(new AccountRow("LOGGED_IN", MONDAY, 1, 0, 0, 0));
    }

    @Test
    default void aProcedureThatOnlyInsertsBringsReplacedFactsUpToDate() {
        warehouse()
                .prepare(
                        SmallStar.withSignUp(
                                SmallStar.signUpDoing(
                                        """
                                        INSERT INTO conformed.fact_event
                                        SELECT s.event_id, s.event_name, s.client_id, 'x'
                                        FROM dap_txma_stage.sign_up s
                                        INNER JOIN conformed.batchcontrol b ON b.product_family = 'sign_up'
                                        LEFT JOIN conformed.fact_event f ON f.event_id = s.event_id
                                        WHERE f.event_id IS NULL
                                            AND TO_DATE(s.processed_date, 'YYYYMMDD') > b.maxrundate;
                                        UPDATE conformed.batchcontrol SET maxrundate = '2100-01-01'
                                        WHERE product_family = 'sign_up';\
                                        """)),
                        LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x"), row("e2", 10, "y")));

        conform(signUps().inPlaceOf("a").file("a2", "SIGNED_UP", MONDAY, row("e1", 10, "z")));

        assertThat(facts()).containsExactly("e1 z");
    }

    @Test
    default void whatWaitsOfAReplacedFileWaitsNoMore() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "NOT_REFERENCED", MONDAY, row("e1", 10, "x")));

        conform(signUps().inPlaceOf("a").file("a2", "NOT_REFERENCED", MONDAY, row("e2", 10, "y")));

        assertThat(warehouse().waiting(LAKE))
                .containsExactly(
                        new WaitingRows(
                                new FamilyName("sign_up"),
                                1,
                                0,
                                Map.of("NOT_REFERENCED", 1L),
                                Optional.empty()));
        assertThat(warehouse().account(LAKE, List.of()))
                .containsExactly(new AccountRow("NOT_REFERENCED", MONDAY, 0, 0, 0, 1, 0, 0, 0));
    }

    @Test
    default void anEventThatMovesToAnotherFamilyIsRewritten() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x")));

        conform(logIns().inPlaceOf("a").file("a2", "LOGGED_IN", MONDAY, row("e1", 10, "y")));

        assertThat(facts()).containsExactly("e1 y");
    }

    @Test
    default void theAccountLeavesOutFilesThatOthersTookThePlaceOf() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(
                signUps()
                        .file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x"))
                        .file("b", "SIGNED_UP", TUESDAY, row("e2", 10, "y")));

        assertThat(warehouse().account(LAKE, List.of("a")))
                .containsExactly(new AccountRow("SIGNED_UP", TUESDAY, 1, 0, 0, 0));
    }

    @Test
    default void aLakeThatIsGivenUpLoadsAsIntoANewStar() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        StageRows rows =
                signUps()
                        .file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x"), row("e2", 10, "y"))
                        .file("b", "NOT_REFERENCED", MONDAY, row("e3", 10, "z"))
                        .file("c", "SIGNED_UP", TUESDAY, row("e1", 20, "later"));
        conform(rows);
        conform(StageRows.of(SIGN_UP, "lake-2").file("a", "SIGNED_UP", MONDAY, row("e9", 10, "o")));
        List<AccountRow> account = warehouse().account(LAKE, List.of());

        long removed = warehouse().giveUp(LAKE);

        assertThat(removed).isEqualTo(2);
        assertThat(facts()).containsExactly("e9 o");
        assertThat(warehouse().conformedFiles(LAKE))
                .isEqualTo(new ConformedFiles(0, Optional.empty()));
        assertThat(warehouse().waiting(LAKE)).allMatch(waiting -> waiting.rows() == 0);
        assertThat(conform(rows)).isEqualTo(new Conformed(4, 2, 1, 1));
        assertThat(facts()).containsExactly("e1 later", "e2 y", "e9 o");
        assertThat(warehouse().conformed(LAKE)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(warehouse().account(LAKE, List.of())).isEqualTo(account);
    }

    @Test
    default void aLakeWhoseEventsAnotherLakeHasTooIsNotGivenUp() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(StageRows.of(SIGN_UP, "lake-2").file("a", "SIGNED_UP", MONDAY, row("e1", 10, "o")));
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 20, "x")));

        assertThatThrownBy(() -> warehouse().giveUp(LAKE))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("1 events of the lake have another copy")
                .hasMessageContaining("dap rebuild --warehouse");

        assertThat(facts()).containsExactly("e1 x");
        assertThat(warehouse().conformedFiles(LAKE))
                .isEqualTo(new ConformedFiles(1, Optional.of("a")));
    }
}
