package dap.testkit;

import static dap.testkit.StageRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.warehouse.AccountRow;
import dap.warehouse.ConformBatch;
import dap.warehouse.Conformed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How every warehouse goes on without rows that a procedure cannot take.
public interface SetAsideContract extends WarehouseUnderTest {

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
}
