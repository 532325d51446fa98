package dap.run;

import dap.catalog.Catalog;
import dap.catalog.StageFile;
import dap.engine.LakeEngine;
import dap.errors.DapException;
import dap.model.FamilyName;
import dap.plan.CompactionPlanner;
import dap.plan.CompactionTask;
import dap.plan.DeclaredTables;
import dap.project.Project;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.step.stage.CompactStep;
import dap.store.LakeLayout;
import dap.store.RunLock;
import dap.store.WorkFolder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Small STAGE files put together: by `dap compact`, and by a run where it pays.
public final class Compaction {

    /// Later than any file came.
    private static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

    /// A run leaves partitions with fewer small files alone.
    private static final int PAYS_FROM_FILES = 8;

    /// A run compacts no more than this; the rest is for the next ones.
    private static final long MAX_BYTES_A_RUN = 1L << 30;

    private final Project project;
    private final LakeLayout layout;
    private final Catalog catalog;
    private final LakeEngine engine;
    private final InstantSource clock;

    public Compaction(
            Project project,
            LakeLayout layout,
            Catalog catalog,
            LakeEngine engine,
            InstantSource clock) {
        this.project = project;
        this.layout = layout;
        this.catalog = catalog;
        this.engine = engine;
        this.clock = clock;
    }

    /// Hears of each task when it is done.
    @FunctionalInterface
    public interface Progress {
        void done(int tasks, int ofTasks);
    }

    /// What was put together.
    ///
    /// @param files on the disk, before
    /// @param into files on the disk in their place
    public record Compacted(int files, int into, long bytesBefore, long bytesAfter) {

        static final Compacted NOTHING = new Compacted(0, 0, 0, 0);

        private Compacted and(CompactionTask task, long bytes) {
            return new Compacted(
                    files + task.dataFiles().size(),
                    into + 1,
                    bytesBefore + task.bytes(),
                    bytesAfter + bytes);
        }
    }

    /// What `dap compact` would do: every partition with more than one small file.
    ///
    /// @param families only these; all, if empty
    /// @throws DapException `USAGE` if one of them does not exist
    public List<CompactionTask> plan(Set<FamilyName> families) {
        KnownFamilies.require(project, families);
        return plan(1, FOREVER).stream()
                .filter(task -> families.isEmpty() || families.contains(task.first().family()))
                .toList();
    }

    private List<CompactionTask> plan(int least, Instant before) {
        return CompactionPlanner.plan(
                catalog.compaction().candidates(least, CompactionPlanner.SMALL_BYTES, before),
                this::isOfTable);
    }

    private boolean isOfTable(StageFile file) {
        return tableOf(file)
                .filter(table -> file.tableSha256().equals(Optional.of(table.sha256())))
                .filter(table ->
                        table.columns().stream()
                                .noneMatch(
                                        column -> column.hiveName().equals(TableFile.PART_COLUMN)))
                .isPresent();
    }

    private Optional<TableDefinition> tableOf(StageFile file) {
        return sourceOf(file).flatMap(source -> source.findStageTable(file.family()));
    }

    private Optional<Source> sourceOf(StageFile file) {
        return project.sources().stream()
                .filter(source -> source.name().equals(file.source()))
                .findFirst();
    }

    /// Does what [#plan] says, while no run has the lake.
    ///
    /// @throws DapException `LAKE_HELD` if a run holds it; else as [#plan]
    public Compacted compact(Set<FamilyName> families, Progress progress) {
        KnownFamilies.require(project, families);
        try (RunLock _ = RunLock.acquire(layout, "compact", clock.instant())) {
            catalog.requireWhole();
            Recovery.finishWhatWasInterrupted(catalog, layout);
            try (WorkFolder work = WorkFolder.open(layout, Run.WORK)) {
                return compact(plan(families), work, progress);
            }
        }
    }

    /// Does what pays, within a run: in partitions that are done with, as nothing came to them
    /// today.
    Compacted compactWhatPays(WorkFolder work) {
        List<CompactionTask> tasks = new ArrayList<>();
        long bytes = 0;
        for (CompactionTask task :
                plan(PAYS_FROM_FILES, clock.instant().truncatedTo(ChronoUnit.DAYS))) {
            if (bytes + task.bytes() <= MAX_BYTES_A_RUN) {
                tasks.add(task);
                bytes += task.bytes();
            }
        }
        return compact(tasks, work, (_, _) -> {});
    }

    private Compacted compact(List<CompactionTask> tasks, WorkFolder work, Progress progress) {
        CompactStep step = new CompactStep(catalog, layout, work, engine);
        Compacted all = Compacted.NOTHING;
        for (CompactionTask task : tasks) {
            all = all.and(task, step.compact(stageTable(task.first()), task));
            progress.done(all.into(), tasks.size());
        }
        return all;
    }

    private LakeTable stageTable(StageFile file) {
        return new DeclaredTables(project.settings().environment(), sourceOf(file).orElseThrow())
                .stage(tableOf(file).orElseThrow());
    }
}
