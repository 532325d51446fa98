package dap.run;

import dap.catalog.StageFile;
import dap.errors.CommitUnknownException;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.model.FamilyName;
import dap.plan.DeclaredTables;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.project.WarehouseProject.WarehouseFamily;
import dap.run.RunResult.FamilyResult;
import dap.run.RunResult.WarehouseResult;
import dap.sql.tree.LakeTable;
import dap.step.conform.ConformStep;
import dap.step.conform.Landings;
import dap.warehouse.Conformed;
import dap.warehouse.Conformed.Moved;
import dap.warehouse.LandingTable;
import dap.warehouse.Prepared;
import dap.warehouse.WaitingRows;
import dap.warehouse.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The warehouse side of a run: each family whose stage succeeded, one after the other, in the
/// order of the warehouse's config.
final class ConformFamilies {

    private final RunContext run;
    private final ConformStep step;
    private final Warehouse warehouse;
    private final Journal journal;

    ConformFamilies(RunContext run, ConformStep step, Warehouse warehouse) {
        this.run = run;
        this.step = step;
        this.warehouse = warehouse;
        this.journal = run.journal();
    }

    /// The results of all of `staged`, in their order.
    List<FamilyResult> conform(Source source, List<FamilyStage> staged) {
        Map<FamilyName, WarehouseResult> results = new HashMap<>();
        if (run.request().reach() == RunRequest.Reach.CONFORMED) {
            Map<FamilyName, LandingTable> landings = decide(source, staged, results);
            results.putAll(conform(source, landings));
        }
        return staged.stream().map(stage -> result(stage, results.get(stage.family()))).toList();
    }

    /// Records the result of families that will not be conformed; returns the others' landing
    /// tables.
    private Map<FamilyName, LandingTable> decide(
            Source source, List<FamilyStage> staged, Map<FamilyName, WarehouseResult> results) {
        Map<FamilyName, FamilyStage> byName = new HashMap<>();
        staged.forEach(stage -> byName.put(stage.family(), stage));
        failWhatCannotBeRead(source, staged, results);
        Map<FamilyName, LandingTable> landings = new LinkedHashMap<>();
        for (WarehouseFamily family : source.warehouse().families()) {
            FamilyStage stage = byName.get(family.name());
            if (stage == null || !family.enabled() || stage.status() == Status.DISABLED) {
                continue;
            }
            String upstream = stage.upstreamFailure();
            Optional<Problem> problem =
                    family.problems().stream().filter(Problem::isError).findFirst();
            Optional<TableDefinition> table = source.findStageTable(family.name());
            if (upstream != null) {
                results.put(
                        family.name(), new WarehouseResult(Status.UPSTREAM_FAILED, 0, upstream));
            } else if (problem.isPresent()) {
                DapException fault = problem.get().toException(ErrorCode.PROJECT_INVALID);
                results.put(family.name(), failed(source, family.name(), journal.now(), fault));
            } else if (table.isPresent()) {
                landings.put(family.name(), Landings.of(family.name(), table.get()));
            }
        }
        return landings;
    }

    /// Where the warehouse's config has an error, a family that is not in it may be missing by that
    /// error: it must not look as if the warehouse did not want it.
    private void failWhatCannotBeRead(
            Source source, List<FamilyStage> staged, Map<FamilyName, WarehouseResult> results) {
        Optional<Problem> problem =
                source.warehouse().problems().stream().filter(Problem::isError).findFirst();
        if (problem.isEmpty()) {
            return;
        }
        DapException fault = problem.get().toException(ErrorCode.PROJECT_INVALID);
        for (FamilyStage stage : staged) {
            boolean named = source.warehouse().findFamily(stage.family()).isPresent();
            if (!named && stage.status() != Status.DISABLED) {
                results.put(stage.family(), failed(source, stage.family(), journal.now(), fault));
            }
        }
    }

    private Map<FamilyName, WarehouseResult> conform(
            Source source, Map<FamilyName, LandingTable> landings) {
        Map<FamilyName, WarehouseResult> results = new HashMap<>();
        if (landings.isEmpty()) {
            return results;
        }
        Instant startedAt = journal.now();
        try {
            prepareSourcesBefore(source);
            source.warehouse().refuseBrokenMigrations();
            Prepared prepared = warehouse.prepare(source.warehouse(), Landings.of(source));
            prepared.faults()
                    .forEach((family, fault) -> {
                        if (landings.containsKey(family)) {
                            results.put(family, failed(source, family, startedAt, fault));
                        }
                    });
            List<Batch> batches = batches(source, landings, prepared);
            // A changed text may be the reference data's: it may name what is in the star already.
            if (!prepared.changed().isEmpty() || batches.stream().anyMatch(Batch::hasWork)) {
                warehouse.refreshReferenceData(source.warehouse());
            }
            for (Batch batch : batches) {
                results.put(batch.landing().family(), conform(source, batch));
            }
        } catch (DapException e) {
            // Nothing can be conformed: every family that has no result yet failed by the same
            // fault.
            for (FamilyName family : landings.keySet()) {
                results.computeIfAbsent(family, name -> failed(source, name, startedAt, e));
            }
        }
        return results;
    }

    /// Their migrations may make what this source's procedures build on, and this run need not take
    /// their families. What one of them cannot is told where its own families are loaded.
    private void prepareSourcesBefore(Source source) {
        for (Source earlier : run.project().sources()) {
            if (earlier.name().equals(source.name())) {
                return;
            }
            try {
                earlier.warehouse().refuseBrokenMigrations();
                warehouse.prepare(earlier.warehouse(), Landings.of(earlier));
            } catch (DapException e) {
                if (e.code().mayPass()) {
                    throw e;
                }
                run.listener()
                        .noted(
                                "The warehouse could not be prepared for data source %s. %s"
                                        .formatted(earlier.name().name(), e.sentences()));
            }
        }
    }

    /// @param waiting what earlier batches left waiting
    /// @param retry whether rows that wait may get through now
    private record Batch(
            LandingTable landing,
            List<StageFile> files,
            List<String> replaced,
            Optional<WaitingRows> waiting,
            boolean retry) {
        boolean hasWork() {
            return retry || !files.isEmpty() || !replaced.isEmpty();
        }
    }

    private List<Batch> batches(
            Source source, Map<FamilyName, LandingTable> landings, Prepared prepared) {
        Map<FamilyName, WaitingRows> waiting = waiting();
        List<Batch> batches = new ArrayList<>();
        for (LandingTable landing : landings.values()) {
            FamilyName family = landing.family();
            if (!prepared.faults().containsKey(family)) {
                Optional<WaitingRows> waits = Optional.ofNullable(waiting.get(family));
                boolean asked = prepared.changed().contains(family) || run.request().isRedrive();
                batches.add(
                        new Batch(
                                landing,
                                step.pending(source.name(), landing),
                                run.catalog().stage().replaced(source.name(), family),
                                waits,
                                asked && waits.isPresent()));
            }
        }
        return batches;
    }

    private Map<FamilyName, WaitingRows> waiting() {
        return warehouse.waiting(run.catalog().lakeId()).stream()
                .collect(Collectors.toMap(WaitingRows::family, Function.identity()));
    }

    private WarehouseResult conform(Source source, Batch batch) {
        FamilyName family = batch.landing().family();
        Instant startedAt = journal.now();
        if (!batch.hasWork()) {
            return ended(
                    source,
                    family,
                    startedAt,
                    Status.UP_TO_DATE,
                    0,
                    WithoutFact.of(family, batch.waiting(), 0, 0));
        }
        try {
            Conformed conformed =
                    step.conform(
                            stageTable(source, family),
                            batch.landing(),
                            batch.files(),
                            batch.replaced(),
                            source.findProcedure(family),
                            batch.retry());
            note(conformed);
            return ended(
                    source,
                    family,
                    startedAt,
                    Status.SUCCEEDED,
                    conformed.landed(),
                    withoutFact(family, conformed));
        } catch (CommitUnknownException e) {
            return ended(
                    source,
                    family,
                    startedAt,
                    new WarehouseResult(Status.UNKNOWN, 0, e.problem()),
                    e.sentences());
        } catch (DapException e) {
            return failed(source, family, startedAt, e);
        } catch (RuntimeException e) {
            return failed(
                    source, family, startedAt, Faults.internal("The conform of " + family, e));
        }
    }

    private LakeTable stageTable(Source source, FamilyName family) {
        return new DeclaredTables(run.project().settings().environment(), source)
                .stage(source.findStageTable(family).orElseThrow());
    }

    private WarehouseResult failed(
            Source source, FamilyName family, Instant startedAt, DapException error) {
        return ended(
                source,
                family,
                startedAt,
                new WarehouseResult(Status.FAILED, 0, error.problem()),
                error.sentences());
    }

    /// Asks for what waits where any of the batch may: of one whose commit got lost, all that is
    /// known is that it is there.
    private Optional<WithoutFact> withoutFact(FamilyName family, Conformed conformed) {
        boolean allArrived =
                conformed.waiting() == 0
                        && conformed.facts() + conformed.duplicates() >= conformed.landed()
                        && conformed.lost() == 0
                        && conformed.refused() == 0;
        if (allArrived && conformed.moved().isEmpty()) {
            return Optional.empty();
        }
        Map<FamilyName, WaitingRows> waiting = waiting();
        List<WithoutFact> found = new ArrayList<>();
        if (!allArrived) {
            WithoutFact.of(
                            family,
                            Optional.ofNullable(waiting.get(family)),
                            conformed.lost(),
                            conformed.refused())
                    .ifPresent(found::add);
        }
        for (Moved moved : conformed.moved()) {
            WithoutFact.of(
                            moved.family(),
                            Optional.ofNullable(waiting.get(moved.family())),
                            moved.lost(),
                            moved.refused())
                    .ifPresent(found::add);
        }
        return found.stream().reduce(WithoutFact::and);
    }

    private void note(Conformed conformed) {
        for (Moved moved : conformed.moved()) {
            run.listener()
                    .noted(
                            "%,d events of the replaced days are events of family %s now: another copy is their current version."
                                    .formatted(moved.events(), moved.family()));
        }
    }

    /// @param complete the status where every landed event has its fact
    private WarehouseResult ended(
            Source source,
            FamilyName family,
            Instant startedAt,
            Status complete,
            long rows,
            Optional<WithoutFact> withoutFact) {
        return withoutFact
                .map(found ->
                        ended(
                                source,
                                family,
                                startedAt,
                                new WarehouseResult(Status.INCOMPLETE, rows, found.problem()),
                                found.problem() + " " + found.hint()))
                .orElseGet(() ->
                        ended(
                                source,
                                family,
                                startedAt,
                                new WarehouseResult(complete, rows, null),
                                null));
    }

    private WarehouseResult ended(
            Source source,
            FamilyName family,
            Instant startedAt,
            WarehouseResult result,
            @Nullable String error) {
        journal.conformed(source.name(), family, startedAt, result.status(), result.rows(), error);
        run.listener().warehouseEnded(family, result);
        return result;
    }

    private static FamilyResult result(FamilyStage stage, @Nullable WarehouseResult warehouse) {
        WarehouseResult shown =
                warehouse != null
                        ? warehouse
                        : new WarehouseResult(Status.DISABLED, 0, fault(stage));
        return new FamilyResult(
                stage.family().name(),
                status(stage.status(), shown.status()),
                stage.events(),
                shown);
    }

    private static @Nullable String fault(FamilyStage stage) {
        return stage.fault() == null ? null : stage.fault().problem();
    }

    private static Status status(Status stage, Status warehouse) {
        if (stage.isFailure() || warehouse.isFailure()) {
            return warehouse == Status.UNKNOWN ? Status.UNKNOWN : Status.FAILED;
        }
        if (stage == Status.DISABLED) {
            return Status.DISABLED;
        }
        if (stage == Status.INCOMPLETE || warehouse == Status.INCOMPLETE) {
            return Status.INCOMPLETE;
        }
        boolean idle =
                stage == Status.UP_TO_DATE
                        && (warehouse == Status.UP_TO_DATE || warehouse == Status.DISABLED);
        return idle ? Status.UP_TO_DATE : Status.SUCCEEDED;
    }
}
