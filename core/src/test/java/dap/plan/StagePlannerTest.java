package dap.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.RawObject;
import dap.errors.Problem;
import dap.model.DataSource;
import dap.model.DaysOfEvent;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.plan.EventPlan.State;
import dap.project.Event;
import dap.project.Family;
import dap.project.SqlFile;
import dap.raw.SchemaTree;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagePlannerTest {

    private static final EventName LOGIN = new EventName("login");
    private static final FamilyName AUTH = new FamilyName("auth");
    private static final LocalDate RUN_DAY = LocalDate.of(2026, 3, 1);

    @Test
    void objectsOfClosedDaysAreStagedDayByDayTheOldestFirst() {
        RawObject late = object(1, LocalDate.of(2026, 2, 28));
        RawObject early = object(2, LocalDate.of(2026, 1, 31));
        RawObject alsoLate = object(3, LocalDate.of(2026, 2, 28));

        EventPlan plan = plan(event(true), late, early, alsoLate);

        assertThat(plan.state()).isEqualTo(State.TO_STAGE);
        assertThat(plan.tasks())
                .containsExactly(
                        new StageTask(LocalDate.of(2026, 1, 31), List.of(early)),
                        new StageTask(LocalDate.of(2026, 2, 28), List.of(late, alsoLate)));
    }

    @Test
    void aDayThatIsNotOverIsNotStagedAndIsNamed() {
        EventPlan plan = plan(event(true), object(1, RUN_DAY), object(2, RUN_DAY.plusDays(1)));

        assertThat(plan.state()).isEqualTo(State.UP_TO_DATE);
        assertThat(plan.openDays()).containsExactly(RUN_DAY, RUN_DAY.plusDays(1));
    }

    @Test
    void aDisabledEventIsLeftAlone() {
        EventPlan plan = plan(event(false), object(1, RUN_DAY.minusDays(1)));

        assertThat(plan.state()).isEqualTo(State.DISABLED);
        assertThat(plan.tasks()).isEmpty();
    }

    @Test
    void anEventWhoseFilesHaveAnErrorIsBroken() {
        Event broken =
                new Event(
                        LOGIN,
                        AUTH,
                        true,
                        Optional.empty(),
                        List.of(Problem.error("login.sql", 0, "It is missing.", "Write it.")));

        EventPlan plan = plan(broken, object(1, RUN_DAY.minusDays(1)));

        assertThat(plan.state()).isEqualTo(State.BROKEN);
        assertThat(plan.tasks()).isEmpty();
    }

    @Test
    void rejectedLinesAreNotOfferedToTheDml() {
        StageTask task = plan(event(true), object(1, RUN_DAY.minusDays(1))).tasks().getFirst();

        assertThat(task.lines()).isEqualTo(9);
    }

    @Test
    void aBackfillStagesAllObjectsOfItsClosedDaysAndNoOthers() {
        RawObject inside = object(1, RUN_DAY.minusDays(2));
        RawObject before = object(2, RUN_DAY.minusDays(9));
        RawObject open = object(3, RUN_DAY);
        Family family = new Family(AUTH, true, List.of(event(true), other()), List.of());

        List<EventPlan> plans =
                StagePlanner.planRestage(
                                family,
                                new DaysOfEvent(LOGIN, RUN_DAY.minusDays(3), RUN_DAY),
                                List.of(inside, before, open),
                                RUN_DAY)
                        .events();

        assertThat(plans).hasSize(1);
        assertThat(plans.getFirst().tasks())
                .containsExactly(new StageTask(RUN_DAY.minusDays(2), List.of(inside)));
    }

    private static Event other() {
        return new Event(
                new EventName("logout"),
                AUTH,
                true,
                Optional.of(new SqlFile("logout.sql", "INSERT")),
                List.of());
    }

    private static EventPlan plan(Event event, RawObject... unstaged) {
        Family family = new Family(AUTH, true, List.of(event), List.of());
        return StagePlanner.plan(family, Map.of(LOGIN, List.of(unstaged)), RUN_DAY)
                .events()
                .getFirst();
    }

    private static Event event(boolean enabled) {
        return new Event(
                LOGIN, AUTH, enabled, Optional.of(new SqlFile("login.sql", "INSERT")), List.of());
    }

    private static RawObject object(long id, LocalDate day) {
        return new RawObject(
                id,
                DataSource.DEFAULT,
                LOGIN,
                day,
                "key-" + id,
                100,
                10,
                1,
                0,
                true,
                SchemaTree.EMPTY,
                "sha-" + id);
    }
}
