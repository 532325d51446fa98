package dap.plan;

import dap.project.Event;
import java.time.LocalDate;
import java.util.List;

/// What a run will do about one event.
///
/// @param tasks oldest day first; empty unless `state` is `TO_STAGE`
/// @param again days that were staged and are to be restaged, since lines that were rejected may be
///   taken now; with all their objects
/// @param openDays arrival days with objects that are not closed yet: they wait
public record EventPlan(
        Event event,
        State state,
        List<StageTask> tasks,
        List<StageTask> again,
        List<LocalDate> openDays) {

    /// Whether there is something to stage, and if not, why.
    public enum State {
        TO_STAGE,
        UP_TO_DATE,
        /// Switched off in the config.
        DISABLED,
        /// The project's files for it have an error.
        BROKEN
    }

    /// Whether there is nothing to stage.
    public boolean isEmpty() {
        return tasks.isEmpty() && again.isEmpty();
    }

    public EventPlan {
        tasks = List.copyOf(tasks);
        again = List.copyOf(again);
        openDays = List.copyOf(openDays);
    }
}
