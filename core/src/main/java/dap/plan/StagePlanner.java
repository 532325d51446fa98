package dap.plan;

import dap.catalog.RawObject;
import dap.errors.Problem;
import dap.model.DaysOfEvent;
import dap.model.EventName;
import dap.plan.EventPlan.State;
import dap.project.Event;
import dap.project.Family;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Chooses which objects a run stages: those of closed days that no committed file holds.
public final class StagePlanner {

    private StagePlanner() {}

    /// @param unstaged the catalog's snapshot: by event, the objects that no file holds
    /// @param runDay the day of the run's instant, UTC; days before it are closed
    public static FamilyPlan plan(
            Family family, Map<EventName, List<RawObject>> unstaged, LocalDate runDay) {
        return plan(family, unstaged, Map.of(), runDay);
    }

    /// The same, with days to restage.
    ///
    /// @param returning by event, all objects of days on which rejected lines may be taken now
    public static FamilyPlan plan(
            Family family,
            Map<EventName, List<RawObject>> unstaged,
            Map<EventName, List<RawObject>> returning,
            LocalDate runDay) {
        boolean broken = family.problems().stream().anyMatch(Problem::isError);
        return new FamilyPlan(
                family,
                family.events().stream()
                        .map(event ->
                                plan(
                                        event,
                                        broken || isBroken(event),
                                        unstaged.getOrDefault(event.name(), List.of()),
                                        returning.getOrDefault(event.name(), List.of()),
                                        runDay))
                        .toList());
    }

    /// Which objects a backfill stages: all of its days, whether a file holds them or not. Days
    /// that are not closed are left out.
    ///
    /// @param objects the catalog's snapshot: all objects of the event
    public static FamilyPlan planRestage(
            Family family, DaysOfEvent days, List<RawObject> objects, LocalDate runDay) {
        boolean broken = family.problems().stream().anyMatch(Problem::isError);
        List<RawObject> wanted =
                objects.stream()
                        .filter(object -> days.includes(object.arrivalDay()))
                        .filter(object -> object.arrivalDay().isBefore(runDay))
                        .toList();
        return new FamilyPlan(
                family,
                family.events().stream()
                        .filter(event -> event.name().equals(days.event()))
                        .map(event ->
                                plan(event, broken || isBroken(event), wanted, List.of(), runDay))
                        .toList());
    }

    private static boolean isBroken(Event event) {
        return event.dml().isEmpty() || event.problems().stream().anyMatch(Problem::isError);
    }

    private static EventPlan plan(
            Event event,
            boolean broken,
            List<RawObject> unstaged,
            List<RawObject> returning,
            LocalDate runDay) {
        if (!event.enabled()) {
            return new EventPlan(event, State.DISABLED, List.of(), List.of(), List.of());
        }
        List<LocalDate> openDays =
                unstaged.stream()
                        .map(RawObject::arrivalDay)
                        .filter(day -> !day.isBefore(runDay))
                        .distinct()
                        .sorted()
                        .toList();
        if (broken) {
            return new EventPlan(event, State.BROKEN, List.of(), List.of(), openDays);
        }
        List<StageTask> tasks = tasks(unstaged, runDay);
        List<StageTask> again = tasks(returning, runDay);
        State state = tasks.isEmpty() && again.isEmpty() ? State.UP_TO_DATE : State.TO_STAGE;
        return new EventPlan(event, state, tasks, again, openDays);
    }

    /// One for each closed day, the oldest first.
    private static List<StageTask> tasks(List<RawObject> objects, LocalDate runDay) {
        Map<LocalDate, List<RawObject>> byDay = new TreeMap<>();
        for (RawObject object : objects) {
            if (object.arrivalDay().isBefore(runDay)) {
                byDay.computeIfAbsent(object.arrivalDay(), _ -> new ArrayList<>()).add(object);
            }
        }
        return byDay.entrySet().stream()
                .map(day -> new StageTask(day.getKey(), day.getValue()))
                .toList();
    }
}
