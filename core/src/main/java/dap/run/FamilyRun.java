package dap.run;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.model.EventName;
import dap.plan.DeclaredTables;
import dap.plan.EventPlan;
import dap.plan.FamilyPlan;
import dap.plan.StageTask;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import dap.run.RunResult.EventResult;
import dap.step.crawl.CrawlReport;
import dap.step.crawl.CrawlStep;
import dap.step.stage.StageStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One family's child of a run: crawl its events, then stage each one that is enabled.
///
/// Never throws: what goes wrong is in the result, so that no sibling stops.
final class FamilyRun implements Callable<FamilyStage> {

    private static final Logger LOG = LoggerFactory.getLogger(FamilyRun.class);

    private final RunContext run;
    private final Source source;
    private final Family family;
    private final CrawlStep crawl;
    private final StageStep stage;
    private final Journal journal;

    FamilyRun(RunContext run, Source source, Family family, CrawlStep crawl, StageStep stage) {
        this.run = run;
        this.source = source;
        this.family = family;
        this.crawl = crawl;
        this.stage = stage;
        this.journal = run.journal();
    }

    @Override
    public FamilyStage call() {
        Instant startedAt = journal.now();
        if (!family.enabled()) {
            return ended(startedAt, Status.DISABLED, List.of(), null);
        }
        try {
            Map<EventName, CrawlReport.OfEvent> found = run.slots().take(() -> crawl(startedAt));
            FamilyPlan plan = Preview.plan(source, family, run.catalog(), run.request());
            run.listener().planned(family.name(), statements(plan), lines(plan));
            List<EventResult> events = Slots.together(events(plan, found));
            if (events.stream()
                    .map(EventResult::status)
                    .anyMatch(
                            status -> status == Status.SUCCEEDED || status == Status.INCOMPLETE)) {
                showWhatWasStaged();
            }
            DapException fault = fault();
            return ended(startedAt, statusOf(events, fault), events, fault);
        } catch (DapException e) {
            return ended(startedAt, Status.FAILED, List.of(), e);
        } catch (RuntimeException e) {
            return ended(
                    startedAt,
                    Status.FAILED,
                    List.of(),
                    Faults.internal("The stage of " + family.name(), e));
        }
    }

    private void showWhatWasStaged() {
        DeclaredTables tables = new DeclaredTables(run.project().settings().environment(), source);
        try {
            source.findStageTable(family.name())
                    .ifPresent(
                            table -> stage.show(source.name(), family.name(), tables.stage(table)));
        } catch (DapException e) {
            LOG.warn("{} What was staged is shown there with the next read.", e.problem());
        }
    }

    private List<Callable<EventResult>> events(
            FamilyPlan plan, Map<EventName, CrawlReport.OfEvent> found) {
        List<Callable<EventResult>> events = new ArrayList<>();
        for (EventPlan event : plan.events()) {
            Optional<CrawlReport.OfEvent> crawled =
                    Optional.ofNullable(found.get(event.event().name()));
            EventRun child = new EventRun(run, source, family, crawl, stage, event, crawled);
            events.add(() -> run.slots().take(child::call));
        }
        return events;
    }

    private Map<EventName, CrawlReport.OfEvent> crawl(Instant startedAt) {
        Set<EventName> events =
                family.events().stream()
                        .map(Event::name)
                        .filter(run.request()::includes)
                        .collect(Collectors.toSet());
        if (events.isEmpty()) {
            return Map.of();
        }
        Map<EventName, CrawlReport.OfEvent> found = crawl.crawl(source, events, look()).events();
        long lines = found.values().stream().mapToLong(CrawlReport.OfEvent::lines).sum();
        journal.crawled(source.name(), family.name(), startedAt, lines);
        return found;
    }

    /// An object that changed in its place does not move its folder.
    private CrawlStep.Look look() {
        return run.request().restage().isPresent()
                ? CrawlStep.Look.ALL
                : CrawlStep.Look.WHERE_SOMETHING_MOVED;
    }

    private @Nullable DapException fault() {
        return family.problems().stream()
                .filter(Problem::isError)
                .findFirst()
                .map(problem -> problem.toException(ErrorCode.PROJECT_INVALID))
                .orElse(null);
    }

    private static int statements(FamilyPlan plan) {
        return plan.events().stream()
                .mapToInt(event -> event.tasks().size() + event.again().size())
                .sum();
    }

    private static long lines(FamilyPlan plan) {
        return plan.events().stream()
                .flatMap(event -> event.tasks().stream())
                .mapToLong(StageTask::lines)
                .sum();
    }

    private static Status statusOf(List<EventResult> events, @Nullable DapException fault) {
        if (fault != null || events.stream().anyMatch(event -> event.status().isFailure())) {
            return Status.FAILED;
        }
        if (events.stream().anyMatch(event -> event.status() == Status.INCOMPLETE)) {
            return Status.INCOMPLETE;
        }
        boolean staged = events.stream().anyMatch(event -> event.status() == Status.SUCCEEDED);
        return staged ? Status.SUCCEEDED : Status.UP_TO_DATE;
    }

    private FamilyStage ended(
            Instant startedAt,
            Status status,
            List<EventResult> events,
            @Nullable DapException fault) {
        return new FamilyStage(
                source.name(), family.name(), status, events, fault, startedAt, journal.now());
    }
}
