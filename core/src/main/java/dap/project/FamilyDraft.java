package dap.project;

import dap.errors.Problem;
import dap.model.EventName;
import dap.model.FamilyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A family while its files are being read.
final class FamilyDraft {

    private final FamilyName name;
    private final boolean enabled;
    private final int line;
    private final List<EventDraft> events = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    FamilyDraft(FamilyName name, boolean enabled, int line) {
        this.name = name;
        this.enabled = enabled;
        this.line = line;
    }

    /// An event while its files are being read.
    static final class EventDraft {
        private final EventName name;
        private final FamilyDraft family;
        private final boolean enabled;
        private final String file;
        private final int line;
        private final List<Problem> problems = new ArrayList<>();
        private Optional<SqlFile> dml = Optional.empty();

        EventDraft(EventName name, FamilyDraft family, boolean enabled, String file, int line) {
            this.name = name;
            this.family = family;
            this.enabled = enabled;
            this.file = file;
            this.line = line;
        }

        EventName name() {
            return name;
        }

        FamilyDraft family() {
            return family;
        }

        boolean enabled() {
            return enabled;
        }

        /// Whether a run stages it.
        boolean active() {
            return enabled && family.enabled;
        }

        String file() {
            return file;
        }

        int line() {
            return line;
        }

        void dml(SqlFile found) {
            dml = Optional.of(found);
        }

        void add(Problem problem) {
            problems.add(problem);
        }

        /// An error where the event is active; else nothing depends on it, and it is a warning.
        void addIfActive(Problem problem) {
            problems.add(active() ? problem : asWarning(problem));
        }

        private Event toEvent() {
            return new Event(name, family.name, enabled, dml, problems);
        }
    }

    FamilyName name() {
        return name;
    }

    boolean enabled() {
        return enabled;
    }

    /// Where the master config names it.
    int line() {
        return line;
    }

    List<EventDraft> events() {
        return events;
    }

    Optional<EventDraft> findEvent(EventName event) {
        return events.stream().filter(draft -> draft.name.equals(event)).findFirst();
    }

    void add(EventDraft event) {
        events.add(event);
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    /// An error where the family is enabled; else nothing depends on it, and it is a warning.
    void addIfEnabled(Problem problem) {
        problems.add(enabled ? problem : asWarning(problem));
    }

    Family toFamily() {
        return new Family(
                name, enabled, events.stream().map(EventDraft::toEvent).toList(), problems);
    }

    private static Problem asWarning(Problem problem) {
        return Problem.warning(problem.file(), problem.line(), problem.message(), problem.hint());
    }
}
