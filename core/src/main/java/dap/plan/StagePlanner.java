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
        boolean broken = family.problems().stream().anyMatch(Problem::isError);
        return new FamilyPlan(
                family,
                family.events().stream()
                        .map(event ->
                                plan(
                                        event,
                                        broken || isBroken(event),
                                        unstaged.getOrDefault(event.name(), List.of()),
                                        runDay))
                        .toList());
    }

    /// Which objects a backfill stages: all of its days, whether a file holds them or not. Days
    /// that are not closed are left out.
    ///
    /// @param objects the catalog's snapshot: all objects of the event
    public static FamilyPlan planAnew(
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
                        .map(event -> plan(event, broken || isBroken(event), wanted, runDay))
                        .toList());
    }

    private static boolean isBroken(Event event) {
        return event.dml().isEmpty() || event.problems().stream().anyMatch(Problem::isError);
    }

    private static EventPlan plan(
            Event event, boolean broken, List<RawObject> unstaged, LocalDate runDay) {
        if (!event.enabled()) {
            return new EventPlan(event, State.DISABLED, List.of(), List.of());
        }
        Map<LocalDate, List<RawObject>> byDay = new TreeMap<>();
        for (RawObject object : unstaged) {
            byDay.computeIfAbsent(object.arrivalDay(), day -> new ArrayList<>()).add(object);
        }
        List<LocalDate> openDays =
                byDay.keySet().stream().filter(day -> !day.isBefore(runDay)).toList();
        if (broken) {
            return new EventPlan(event, State.BROKEN, List.of(), openDays);
        }
        List<StageTask> tasks =
                byDay.entrySet().stream()
                        .filter(day -> day.getKey().isBefore(runDay))
                        .map(day -> new StageTask(day.getKey(), day.getValue()))
                        .toList();
        return new EventPlan(
                event, tasks.isEmpty() ? State.UP_TO_DATE : State.TO_STAGE, tasks, openDays);
    }
}
