package dap.run;

import dap.errors.DapException;
import dap.errors.DidYouMean;
import dap.errors.ErrorCode;
import dap.model.DaysOfEvent;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Days of an event restaged, in place of what was there: a run of one event.
public final class Backfill {

    private Backfill() {}

    /// The request that restages `days` and takes them to the star.
    ///
    /// @throws DapException `USAGE` if the project has no such event, or it is switched off, or a
    ///   day is not closed at `asOf`
    public static RunRequest of(
            Project project, DaysOfEvent days, Instant asOf, RunRequest.Reach reach) {
        requireClosed(days, LocalDate.ofInstant(asOf, ZoneOffset.UTC));
        Family family = family(project, days);
        return new RunRequest(
                Set.of(family.name()), asOf, reach, Optional.empty(), Optional.of(days));
    }

    private static void requireClosed(DaysOfEvent days, LocalDate runDay) {
        if (days.to().isBefore(days.from())) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "There is no day from %s to %s.".formatted(days.from(), days.to()),
                    "Give the earlier day with --from.");
        }
        if (!days.to().isBefore(runDay)) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "%s is not closed: more may arrive on it.".formatted(days.to()),
                    "End with --to %s; later days have not been staged yet."
                            .formatted(runDay.minusDays(1)));
        }
    }

    static Source source(Project project, DaysOfEvent days) {
        return project.sources().stream()
                .filter(source -> source.findEvent(days.event()).isPresent())
                .findFirst()
                .orElseThrow(() -> unknown(project, days));
    }

    private static Family family(Project project, DaysOfEvent days) {
        Source source = source(project, days);
        Event event = source.findEvent(days.event()).orElseThrow();
        Family family = source.findFamily(event.family()).orElseThrow(() -> unknown(project, days));
        if (!event.enabled() || !family.enabled()) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "%s is switched off.".formatted(event.enabled() ? family.name() : event.name()),
                    "Set enabled to true in the configs of the event and its family.");
        }
        return family;
    }

    private static DapException unknown(Project project, DaysOfEvent days) {
        List<String> known =
                project.sources().stream()
                        .flatMap(source -> source.families().stream())
                        .flatMap(family -> family.events().stream())
                        .map(event -> event.name().name())
                        .toList();
        return new DapException(
                ErrorCode.USAGE,
                "The project has no event %s.".formatted(days.event()),
                "Name one of the family configs' events.%s"
                        .formatted(DidYouMean.sentence(days.event().name(), known)));
    }
}
