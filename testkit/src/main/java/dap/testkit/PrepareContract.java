package dap.testkit;

import static dap.testkit.StageRows.LOG_IN;
import static dap.testkit.StageRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.model.FamilyName;
import dap.project.Migration;
import dap.project.WarehouseProject;
import dap.warehouse.Conformed;
import dap.warehouse.Prepared;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How every warehouse is brought up to a project.
public interface PrepareContract extends WarehouseUnderTest {

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
    default void aRepeatableMigrationRunsAgainWhenItsTextChanges() {
        warehouse()
                .prepare(
                        SmallStar.with(
                                SmallStar.migration(
                                        "R__count.sql",
                                        "CREATE OR REPLACE VIEW public.n AS SELECT 1 AS n;")),
                        LANDINGS);
        assertThat(ask("SELECT n FROM public.n")).containsExactly("1");

        warehouse()
                .prepare(
                        SmallStar.with(
                                SmallStar.migration(
                                        "R__count.sql",
                                        "CREATE OR REPLACE VIEW public.n AS SELECT 2 AS n;")),
                        LANDINGS);
        assertThat(ask("SELECT n FROM public.n")).containsExactly("2");
    }

    @Test
    default void aRepeatableMigrationWhoseTextIsTheSameDoesNotRunAgain() {
        Migration count = SmallStar.migration("R__count.sql", "INSERT INTO public.t VALUES (1);");
        Migration table = SmallStar.migration("V2__t.sql", "CREATE TABLE public.t (n INTEGER);");
        Migration more = SmallStar.migration("V3__u.sql", "CREATE TABLE public.u (n INTEGER);");
        warehouse().prepare(SmallStar.with(table, count), LANDINGS);

        warehouse().prepare(SmallStar.with(table, more, count), LANDINGS);

        assertThat(ask("SELECT count(*) FROM public.t")).containsExactly("1");
    }

    @Test
    default void anotherValueOfAPlaceholderDoesNotMakeAMigrationLookChanged() {
        Migration written = SmallStar.migration("V2__s.sql", "SELECT '${x}';");
        for (String value : List.of("a", "b")) {
            Migration filled =
                    new Migration(
                            written.file(), written.name(), "SELECT '" + value + "';", List.of());

            warehouse().prepare(SmallStar.with(filled), LANDINGS);
        }
    }

    @Test
    default void aNewWarehouseBeginsWithTheNewestBaselineAndStaysWithIt() {
        Migration old = SmallStar.migration("V1__old.sql", "SELECT no_such_column;");
        Migration base = SmallStar.migration("B2__base.sql", SmallStar.TABLES);
        Migration later = SmallStar.migration("V3__t.sql", "CREATE TABLE public.t (n INTEGER);");
        warehouse().prepare(SmallStar.of(old, base), LANDINGS);

        warehouse().prepare(SmallStar.of(old, base, later), LANDINGS);

        assertThat(ask("SELECT count(*) FROM public.t")).containsExactly("0");
    }

    @Test
    default void aWarehouseThatBeganWithoutABaselineGoesOnWithoutIt() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        Migration tables = SmallStar.project().migrations().getFirst();
        Migration base = SmallStar.migration("B2__base.sql", "SELECT no_such_column;");
        Migration second = SmallStar.migration("V2__t.sql", "CREATE TABLE public.t (n INTEGER);");

        warehouse().prepare(SmallStar.of(tables, base, second), LANDINGS);

        assertThat(ask("SELECT count(*) FROM public.t")).containsExactly("0");
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
    default void whatChangedIsToldUntilTheFamilyWasTriedAgain() {
        warehouse().prepare(SmallStar.project(), LANDINGS);
        conform(signUps().file("a", "SIGNED_UP", MONDAY, row("e1", 10, "x".repeat(101))));
        WarehouseProject wider =
                SmallStar.with(
                        SmallStar.migration(
                                "V2__wide.sql",
                                "ALTER TABLE conformed.fact_event ALTER COLUMN client_id TYPE VARCHAR(101);"));

        warehouse().prepare(wider, LANDINGS);
        Prepared before = warehouse().prepare(wider, LANDINGS);
        Conformed tried = conform(signUps().retry());
        Prepared after = warehouse().prepare(wider, LANDINGS);

        assertThat(before.changed()).containsExactly(new FamilyName("sign_up"));
        assertThat(tried.facts()).isEqualTo(1);
        assertThat(after.changed()).isEmpty();
    }
}
