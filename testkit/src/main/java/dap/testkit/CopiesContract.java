package dap.testkit;

import static dap.testkit.StageRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dap.model.FamilyName;
import dap.warehouse.AccountRow;
import dap.warehouse.ConflictRows;
import dap.warehouse.Conformed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which of an event's copies every warehouse makes the fact.
public interface CopiesContract extends WarehouseUnderTest {

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
    default void copiesThatDifferInNothingButTheirContentHaveOneCurrentVersionInAnyOrder() {
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
    default void withinABatchTheTimestampDecidesBeforeTheArrivalDay() {
        warehouse().prepare(SmallStar.project(), LANDINGS);

        conform(
                signUps()
                        .file("a", "SIGNED_UP", MONDAY, row("e1", 20, "newer"))
                        .file("b", "SIGNED_UP", TUESDAY, row("e1", 10, "older, later here")));

        assertThat(facts()).containsExactly("e1 newer");
        assertThat(accountOf("SIGNED_UP", TUESDAY).duplicates()).isEqualTo(1);
    }

    @Test
    default void aNewerVersionOfAnotherFamilyTakesTheFactWithIt() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x")));

        conform(logIns().file("b", "NOT_REFERENCED", TUESDAY, row("e1", 20, "y")));

        assertThat(events()).isEmpty();
        assertThat(warehouse().account(LAKE, List.of()))
                .containsExactly(
                        new AccountRow("NOT_REFERENCED", TUESDAY, 0, 0, 0, 1, 0, 0, 0),
                        new AccountRow("SIGNED_UP", MONDAY, 0, 1, 0, 0, 0, 1, 0));
    }

    @Test
    default void copiesOfAnotherEventOrContentAreConflictsAndEqualOnesAreNot() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(
                signUps()
                        .file(
                                "a",
                                "SIGNED_UP",
                                MONDAY,
                                row("e1", 10, "x"),
                                row("e2", 10, "x"),
                                row("e3", 10, "x")));
        conform(signUps().file("b", "SIGNED_UP", TUESDAY, row("e1", 10, "x"), row("e2", 10, "z")));
        conform(logIns().file("c", "LOGGED_IN", TUESDAY, row("e3", 5, "x")));

        assertThat(warehouse().conflicts(LAKE))
                .containsExactly(
                        new ConflictRows(
                                new FamilyName("sign_up"),
                                "SIGNED_UP",
                                MONDAY,
                                new FamilyName("sign_up"),
                                "SIGNED_UP",
                                TUESDAY,
                                1,
                                Optional.of("e2")),
                        new ConflictRows(
                                new FamilyName("log_in"),
                                "LOGGED_IN",
                                TUESDAY,
                                new FamilyName("sign_up"),
                                "SIGNED_UP",
                                MONDAY,
                                1,
                                Optional.of("e3")));
        assertThat(accountOf("SIGNED_UP", MONDAY))
                .isEqualTo(new AccountRow("SIGNED_UP", MONDAY, 1, 2, 0, 0, 0, 1, 0));
    }
}
