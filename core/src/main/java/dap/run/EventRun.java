package dap.run;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.plan.EventPlan;
import dap.plan.StageTask;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import dap.run.RunResult.EventResult;
import dap.step.crawl.CrawlReport;
import dap.step.crawl.CrawlStep;
import dap.step.stage.StageOrder;
import dap.step.stage.StageStep;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The stage of one event in a run: all its closed days, as its plan says. Never throws.
final class EventRun {

    private final RunContext run;
    private final Source source;
    private final Family family;
    private final CrawlStep crawl;
    private final StageStep stage;
    private final EventPlan plan;
    private final Optional<CrawlReport.OfEvent> found;
    private final Event event;

    /// @param found what the crawl found of the event, if anything
    EventRun(
            RunContext run,
            Source source,
            Family family,
            CrawlStep crawl,
            StageStep stage,
            EventPlan plan,
            Optional<CrawlReport.OfEvent> found) {
        this.run = run;
        this.source = source;
        this.family = family;
        this.crawl = crawl;
        this.stage = stage;
        this.plan = plan;
        this.found = found;
        this.event = plan.event();
    }

    EventResult call() {
        EventResult result =
                switch (plan.state()) {
                    case DISABLED -> new EventResult(event.name().name(), Status.DISABLED, 0, null);
                    case BROKEN -> ended(run.journal().now(), 0, problem());
                    case UP_TO_DATE, TO_STAGE -> stageDays();
                };
        run.listener().eventEnded(family.name(), result);
        return result;
    }

    private EventResult stageDays() {
        Instant startedAt = run.journal().now();
        DapException unread = found.flatMap(CrawlReport.OfEvent::fault).orElse(null);
        if (plan.isEmpty()) {
            found.ifPresent(crawl -> note(CrawlNotes.ofData(event.name(), crawl)));
            return ended(startedAt, 0, unread);
        }
        if (run.request().restage().isPresent()) {
            return restage(startedAt, unread);
        }
        long rows = 0;
        DapException failure = unread;
        try {
            StageOrder order =
                    new StageOrders(run.project(), source, run.catalog())
                            .order(family, event, run.request().asOf(), run.runId());
            noteWhatIsNotLoaded(order);
            Set<LocalDate> restaged = new HashSet<>();
            for (StageTask day : plan.again()) {
                try {
                    rows += restage(List.of(day));
                    restaged.add(day.arrivalDay());
                } catch (DapException e) {
                    note(List.of(CrawlNotes.notTakenAgain(event.name(), day.arrivalDay(), e)));
                }
            }
            // Every day is tried: one whose data do not fit must not keep the others from the star.
            for (StageTask task : plan.tasks()) {
                if (restaged.contains(task.arrivalDay())) {
                    continue;
                }
                try {
                    rows += stage.stage(order, task);
                    run.listener().staged(family.name(), task.lines());
                } catch (DapException e) {
                    failure = failure == null ? e : failure;
                }
            }
        } catch (DapException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = Faults.internal("The stage of " + event.name(), e);
        }
        return ended(startedAt, rows, failure);
    }

    /// All days together, or none.
    private EventResult restage(Instant startedAt, @Nullable DapException unread) {
        if (unread != null) {
            return ended(startedAt, 0, unread);
        }
        try {
            return ended(startedAt, restage(plan.tasks()), null);
        } catch (DapException e) {
            return ended(startedAt, 0, e);
        } catch (RuntimeException e) {
            return ended(startedAt, 0, Faults.internal("The stage of " + event.name(), e));
        }
    }

    private long restage(List<StageTask> days) {
        Rerun rerun =
                Rerun.of(
                        run.project(),
                        run.catalog(),
                        source,
                        family,
                        crawl,
                        event,
                        days,
                        run.request().asOf(),
                        run.runId());
        if (run.request().restage().isPresent()) {
            noteWhatIsNotLoaded(rerun.order());
        } else {
            rerun.requireSameContent(days);
        }
        long rows = stage.restage(rerun.order(), rerun.tasks(), rerun.objects());
        run.listener().staged(family.name(), rows);
        return rows;
    }

    private void noteWhatIsNotLoaded(StageOrder order) {
        if (found.isPresent()) {
            note(CrawlNotes.of(event.name(), found.get(), order.bind(firstDay())));
        }
    }

    private LocalDate firstDay() {
        return tasks().map(StageTask::arrivalDay).findFirst().orElseThrow();
    }

    private Stream<StageTask> tasks() {
        return Stream.concat(plan.tasks().stream(), plan.again().stream());
    }

    private void note(List<String> notes) {
        notes.forEach(run.listener()::noted);
    }

    private EventResult ended(Instant startedAt, long rows, @Nullable DapException failure) {
        if (failure != null) {
            return ended(startedAt, Status.FAILED, rows, failure);
        }
        DapException concern = missing();
        if (concern == null && plan.isEmpty()) {
            return ended(startedAt, Status.UP_TO_DATE, rows, null);
        }
        if (concern == null) {
            concern = alarm();
        }
        return ended(
                startedAt, concern == null ? Status.SUCCEEDED : Status.INCOMPLETE, rows, concern);
    }

    /// That far more lines than usual were rejected.
    private @Nullable DapException alarm() {
        return RejectAlarm.of(
                        event.name(),
                        run.catalog().raw().days(source.name(), event.name()),
                        tasks().map(StageTask::arrivalDay).collect(Collectors.toSet()),
                        run.project().settings().stage().maxRejectShare())
                .orElse(null);
    }

    private EventResult ended(
            Instant startedAt, Status status, long rows, @Nullable DapException failure) {
        run.journal()
                .staged(
                        source.name(),
                        family.name(),
                        event.name(),
                        startedAt,
                        status,
                        rows,
                        failure);
        return new EventResult(
                event.name().name(),
                status,
                rows,
                failure == null
                        ? null
                        : status == Status.FAILED ? failure.problem() : failure.sentences());
    }

    /// What of RAW is not as it should be, though nothing failed.
    private @Nullable DapException missing() {
        return ObjectFaults.of(
                        event.name(), run.catalog().raw().faults().of(source.name(), event.name()))
                .orElse(null);
    }

    private DapException problem() {
        return event.problems().stream()
                .filter(Problem::isError)
                .findFirst()
                .or(() -> family.problems().stream().filter(Problem::isError).findFirst())
                .map(problem -> problem.toException(ErrorCode.PROJECT_INVALID))
                .orElseThrow();
    }
}
