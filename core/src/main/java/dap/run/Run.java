package dap.run;

import dap.catalog.Catalog;
import dap.engine.LakeEngine;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.model.ConformedFiles;
import dap.model.EventName;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.run.RunResult.FamilyResult;
import dap.step.conform.ConformStep;
import dap.step.crawl.CrawlStep;
import dap.step.crawl.IgnoredPath;
import dap.step.crawl.RawStrays;
import dap.step.crawl.StageCrawl;
import dap.step.stage.StageStep;
import dap.store.LakeLayout;
import dap.store.RunLock;
import dap.store.WorkFolder;
import dap.warehouse.Warehouse;
import dev.failsafe.FailsafeExecutor;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run, in the order in which it happens: lock, what an interrupted run left, each family's
/// crawl and stage (several families at once), the warehouse (one family after the other), results.
///
/// A fault in one event fails that event and its family; no other family notices.
public final class Run {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    /// The purpose of a run's work folder.
    static final String WORK = "run";

    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Project project;
    private final LakeLayout layout;
    private final Catalog catalog;
    private final LakeEngine engine;
    private final Warehouse warehouse;
    private final InstantSource clock;
    private final RunListener listener;

    public Run(
            Project project,
            LakeLayout layout,
            Catalog catalog,
            LakeEngine engine,
            Warehouse warehouse,
            InstantSource clock,
            RunListener listener) {
        FailsafeExecutor<Object> retries = Retries.withBackoff();
        this.project = project;
        this.layout = layout;
        this.catalog = catalog;
        this.engine = new RetryingLakeEngine(engine, retries);
        this.warehouse = new RetryingWarehouse(warehouse, retries);
        this.clock = clock;
        this.listener = listener;
    }

    /// Runs, and says how it went. What makes the whole run impossible is thrown; the faults of
    /// families and events are in the result.
    ///
    /// @throws DapException `LAKE_HELD` if another run holds the lake; `USAGE` if a family does not
    ///   exist; `WAREHOUSE_UNKNOWN` if the warehouse is not the one that the catalog knows
    public RunResult execute(RunRequest request) {
        KnownFamilies.require(project, request.families());
        String runId = newRunId();
        try (RunLock _ = RunLock.acquire(layout, runId, clock.instant())) {
            catalog.requireWhole();
            Recovery.finishWhatWasInterrupted(catalog, layout);
            if (request.reach() == RunRequest.Reach.CONFORMED) {
                requireKnownWarehouse();
            }
            catalog.runs().begin(runId, request.asOf(), clock.instant(), request.restage());
            try (WorkFolder work = WorkFolder.open(layout, WORK)) {
                return execute(request, runId, work);
            } catch (RuntimeException e) {
                catalog.runs().end(runId, clock.instant(), Status.FAILED.name(), "{}");
                throw e;
            }
        }
    }

    private RunResult execute(RunRequest request, String runId, WorkFolder work) {
        Journal journal =
                new Journal(
                        catalog.runs(),
                        clock,
                        runId,
                        project.sources().stream().map(Source::name).toList());
        Slots slots = new Slots(engine.loads(project.settings().engineSlots()));
        RunContext run = new RunContext(runId, request, project, catalog, journal, listener, slots);
        listener.started(runId, countFamilies(request));

        List<FamilyStage> staged = crawlAndStage(run, work);
        crawlWhatNoFamilyClaims(request);
        sayWhatNobodyReads();
        crawlStage();
        List<FamilyResult> families = conform(run, staged);
        compactWhatPays(request, work);

        Status status = RunResult.statusOf(families, saysWhatBelongsToNoFamily());
        RunResult result = new RunResult(runId, status, request.asOf().toString(), families);
        new RunEnd(project, layout, catalog, clock).write(result, staged);
        return result;
    }

    private int countFamilies(RunRequest request) {
        return Math.toIntExact(
                project.sources().stream()
                        .flatMap(source -> source.families().stream())
                        .filter(family -> family.enabled() && request.includes(family.name()))
                        .count());
    }

    /// Logs errors that belong to no family (an entry of a config that is no name, say).
    ///
    /// @return whether there are any: then the run did not do all that it was meant to
    private boolean saysWhatBelongsToNoFamily() {
        List<Problem> errors =
                Stream.concat(
                                project.problems().stream(),
                                project.sources().stream()
                                        .flatMap(source ->
                                                Stream.concat(
                                                        source.problems().stream(),
                                                        source.warehouse().problems().stream())))
                        .filter(Problem::isError)
                        .toList();
        errors.forEach(
                error -> LOG.error("{}: {} {}", error.location(), error.message(), error.hint()));
        return !errors.isEmpty();
    }

    /// A child per family, all at once; what they do takes turns in the engine's slots.
    private List<FamilyStage> crawlAndStage(RunContext run, WorkFolder work) {
        CrawlStep crawl = Crawls.raw(project, layout, catalog, clock);
        StageStep stage = new StageStep(catalog, layout, work, engine, project.settings(), clock);
        List<FamilyRun> children = new ArrayList<>();
        for (Source source : project.sources()) {
            for (Family family : source.families()) {
                if (run.request().includes(family.name())) {
                    children.add(new FamilyRun(run, source, family, crawl, stage));
                }
            }
        }
        return Slots.together(children);
    }

    /// The warehouse's side, source by source, family by family.
    private List<FamilyResult> conform(RunContext run, List<FamilyStage> staged) {
        ConformStep step = new ConformStep(project, catalog, layout, engine, warehouse);
        ConformFamilies conform = new ConformFamilies(run, step, warehouse);
        List<FamilyResult> families = new ArrayList<>();
        for (Source source : project.sources()) {
            families.addAll(
                    conform.conform(
                            source,
                            staged.stream()
                                    .filter(stage -> stage.source().equals(source.name()))
                                    .toList()));
        }
        return families;
    }

    /// Events that no config names are read too, so that the ledger knows of their lines.
    private void crawlWhatNoFamilyClaims(RunRequest request) {
        if (request.families().isEmpty()) {
            for (Source source : project.sources()) {
                Set<EventName> crawled =
                        source.families().stream()
                                .filter(Family::enabled)
                                .flatMap(family -> family.events().stream())
                                .map(Event::name)
                                .collect(Collectors.toUnmodifiableSet());
                Crawls.raw(project, layout, catalog, clock)
                        .crawlOthers(source, crawled)
                        .events()
                        .forEach((event, found) -> {
                            if (source.findEvent(event).isEmpty() && found.lines() > 0) {
                                listener.noted(CrawlNotes.unmapped(event, found));
                            }
                        });
            }
        }
    }

    private void sayWhatNobodyReads() {
        List<IgnoredPath> strays = Crawls.strays(project, layout);
        if (!strays.isEmpty()) {
            listener.noted(RawStrays.sentence(strays) + " 'dap check' lists them");
        }
    }

    /// STAGE files still to be conformed are held against the catalog: what is missing is said, and
    /// the conform of it will fail. `dap crawl stage` holds all of STAGE against it.
    private void crawlStage() {
        for (Source source : project.sources()) {
            StageCrawl.Report report = Crawls.stageToConform(source, layout, catalog);
            report.missing()
                    .forEach(key ->
                            LOG.warn(
                                    "The STAGE file {} is missing; the catalog has it as published.",
                                    key));
            report.changed()
                    .forEach(key ->
                            LOG.warn(
                                    "The STAGE file {} has another size than was committed.", key));
        }
    }

    /// Nobody waits for it: where it fails, the lake is as it was, and the next run tries again.
    private void compactWhatPays(RunRequest request, WorkFolder work) {
        if (!request.families().isEmpty()) {
            return;
        }
        try {
            Compaction.Compacted compacted =
                    new Compaction(project, layout, catalog, engine, clock).compactWhatPays(work);
            if (compacted.into() > 0) {
                listener.noted(
                        "%,d small STAGE files were put together into %,d."
                                .formatted(compacted.files(), compacted.into()));
            }
        } catch (DapException e) {
            LOG.warn("Small STAGE files could not be compacted: {} {}", e.problem(), e.hint());
        } catch (RuntimeException e) {
            LOG.warn("{}", Faults.internal("The compaction of STAGE", e).hint());
        }
    }

    private void requireKnownWarehouse() {
        boolean takesFamilies =
                project.sources().stream()
                        .anyMatch(source -> !source.warehouse().families().isEmpty());
        if (!takesFamilies) {
            return;
        }
        String id = warehouse.id();
        String known = catalog.warehouseId().orElse(id);
        if (!known.equals(id)) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_UNKNOWN,
                    "The warehouse has the id %s, but the catalog's account is of warehouse %s."
                            .formatted(id, known),
                    "Set warehouse.url back to the known one, or load the new one from STAGE with"
                            + " 'dap rebuild --warehouse'.");
        }
        requireSameHistory();
        catalog.setWarehouseId(id);
    }

    /// Neither catalog nor warehouse may be an older copy of itself. Whatever is conformed brings a
    /// new file, so that two who know of each other's newest one, and of as many files, are of the
    /// same time; else all files are compared.
    private void requireSameHistory() {
        if (agree(warehouse.conformedFiles(catalog.lakeId()), catalog.stage().conformedFiles())) {
            return;
        }
        Set<String> taken = warehouse.conformed(catalog.lakeId());
        long unknown =
                taken.stream()
                        .filter(Predicate.not(Set.copyOf(catalog.stage().allKeys())::contains))
                        .count();
        long lost =
                catalog.stage().conformedKeys().stream()
                        .filter(Predicate.not(taken::contains))
                        .count();
        if (unknown > 0 && lost > 0) {
            throw new DapException(
                    ErrorCode.LAKE_INCOMPATIBLE,
                    "The warehouse and the catalog are copies of different times: %d STAGE files that the one has taken are unknown to the other, and %d the other way round."
                            .formatted(unknown, lost),
                    "Restore the latest of both, or rebuild them from RAW with 'dap rebuild'.");
        }
        if (unknown > 0) {
            throw new DapException(
                    ErrorCode.LAKE_INCOMPATIBLE,
                    "The warehouse has taken %d STAGE files of this lake that its catalog does not know: an older catalog was restored."
                            .formatted(unknown),
                    "Restore the latest one, or rebuild it from RAW with 'dap rebuild'.");
        }
        if (lost > 0) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_UNKNOWN,
                    "The warehouse does not know %d STAGE files that it has taken before: an older one was restored."
                            .formatted(lost),
                    "Restore the latest one, or load it from STAGE with 'dap rebuild --warehouse'.");
        }
    }

    private boolean agree(ConformedFiles star, ConformedFiles lake) {
        return star.count() == lake.count()
                && star.newest().map(catalog.stage()::isConformed).orElse(true)
                && lake.newest()
                        .map(key -> !warehouse.conformed(catalog.lakeId(), List.of(key)).isEmpty())
                        .orElse(true);
    }

    private String newRunId() {
        Instant now = clock.instant();
        return ID_TIME.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
