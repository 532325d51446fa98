package dap.step.stage;

import dap.catalog.Catalog;
import dap.catalog.DataFile;
import dap.catalog.RawObject;
import dap.catalog.RereadObject;
import dap.catalog.StageCatalog.Replaced;
import dap.catalog.StageCommit;
import dap.catalog.StageFile;
import dap.engine.LakeEngine;
import dap.engine.Written;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.DataSource;
import dap.model.DaysOfEvent;
import dap.model.FamilyName;
import dap.plan.StageTask;
import dap.project.Settings;
import dap.raw.CanonicalForm;
import dap.raw.NormalizedCopy;
import dap.raw.RawOptions;
import dap.raw.RejectedLine;
import dap.sql.BoundInsert;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.step.stage.Merging.Merged;
import dap.store.FileMark;
import dap.store.LakeLayout;
import dap.store.Publication;
import dap.store.Publication.Move;
import dap.store.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns the objects of one event and arrival day into one STAGE file, or into nothing.
///
/// The file is written to a temporary file and synced; one catalog transaction records it and its
/// objects, and that is the commit; then it is renamed into place. Thread-safe.
public final class StageStep {

    private static final Logger LOG = LoggerFactory.getLogger(StageStep.class);
    private static final Pattern PARTITION_VALUE = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private final Catalog catalog;
    private final LakeLayout layout;
    private final WorkFolder work;
    private final LakeEngine engine;
    private final Settings settings;
    private final InstantSource clock;
    private final AtomicLong files = new AtomicLong();

    public StageStep(
            Catalog catalog,
            LakeLayout layout,
            WorkFolder work,
            LakeEngine engine,
            Settings settings,
            InstantSource clock) {
        this.catalog = catalog;
        this.layout = layout;
        this.work = work;
        this.engine = engine;
        this.settings = settings;
        this.clock = clock;
    }

    /// @return rows staged
    public long stage(StageOrder order, StageTask task) {
        Uncommitted written = write(order, task);
        committing(() -> {
            long id = catalog.stage().commit(written.commit());
            Publication.publish(List.of(written.move()));
            catalog.stage().markPublished(id);
        });
        return written.commit().rows();
    }

    /// Stages days whose objects were staged before, in place of the files that hold them: all of
    /// the days, or, where one fails, none.
    ///
    /// @param objects what the tasks' objects are found to hold now
    /// @return rows staged
    public long restage(StageOrder order, List<StageTask> tasks, List<RereadObject> objects) {
        List<Uncommitted> written = new ArrayList<>();
        for (StageTask task : tasks) {
            written.add(write(order, task));
        }
        List<Merged> compacted = withoutDays(order, tasks);
        committing(() -> {
            Replaced ids =
                    catalog.stage()
                            .replace(
                                    written.stream().map(Uncommitted::commit).toList(),
                                    objects,
                                    compacted.stream().map(Merged::commit).toList());
            Publication.publish(
                    Stream.concat(
                                    written.stream().map(Uncommitted::move),
                                    compacted.stream().map(Merged::move))
                            .toList());
            ids.stageFileIds().forEach(catalog.stage()::markPublished);
            ids.compactedFileIds().forEach(catalog.compaction()::markPublished);
        });
        StageRecovery.removeReplaced(catalog, layout);
        return written.stream().mapToLong(file -> file.commit().rows()).sum();
    }

    /// The compacted files in which rows of the tasks' days lie, rewritten without them.
    private List<Merged> withoutDays(StageOrder order, List<StageTask> tasks) {
        List<StageFile> replaced =
                tasks.stream()
                        .flatMap(task ->
                                catalog
                                        .stage()
                                        .files(order.source(), order.event(), task.arrivalDay())
                                        .stream())
                        .toList();
        Set<Long> ids = replaced.stream().map(StageFile::id).collect(Collectors.toSet());
        Map<DataFile, List<StageFile>> staying =
                catalog.compaction().sharingFilesWith(replaced).stream()
                        .filter(file -> !ids.contains(file.id()))
                        .collect(Collectors.groupingBy(StageFile::dataFile));
        return staying.values().stream().map(files -> mergeStaying(order, files)).toList();
    }

    /// Rows of a STAGE table that has changed since may not fit it any more.
    private Merged mergeStaying(StageOrder order, List<StageFile> files) {
        try {
            return new Merging(layout, work, engine).merge(order.target(), files);
        } catch (DapException e) {
            if (files.stream().allMatch(file -> isOfTable(order, file))) {
                throw e;
            }
            List<LocalDate> days = files.stream().map(StageFile::arrivalDay).sorted().toList();
            throw new DapException(
                    e.code(),
                    "Other days of %s lie in the same compacted file, as an older STAGE table had them, and do not fit the table as it is now. %s"
                            .formatted(order.event(), e.problem()),
                    "Restage them, too, in the same command: %s covers them."
                            .formatted(DaysOfEvent.spanning(order.event(), days).command()),
                    e);
        }
    }

    private static boolean isOfTable(StageOrder order, StageFile file) {
        return file.tableSha256().equals(Optional.of(order.tableSha256()));
    }

    /// Lets the engine's own catalog know of a family's files that no warehouse has taken yet,
    /// those of this run among them. They are committed without it: what fails is made up for when
    /// the engine reads them.
    public void show(DataSource source, FamilyName family, LakeTable table) {
        engine.show(
                table,
                catalog.stage().unconformed(source, family).stream()
                        .map(file ->
                                new TableFile(
                                        layout.pathOf(file.key()),
                                        file.key(),
                                        List.of(file.processedDate(), file.eventName())))
                        .toList());
    }

    /// A file that is written and not committed.
    private record Uncommitted(StageCommit commit, Move move) {}

    /// Writes the rows of a task into the work folder and leaves them there, for a dry run.
    public Path dryRun(StageOrder order, StageTask task) {
        return write(order, task).move().temporary();
    }

    private Uncommitted write(StageOrder order, StageTask task) {
        BoundInsert insert = order.bind(task.arrivalDay());
        requirePartitionValue(insert, "processed_date", insert.processedDate());
        requirePartitionValue(insert, "event_name", insert.eventName());
        String name =
                "%s-%s-%d".formatted(order.event(), task.arrivalDay(), files.incrementAndGet());
        Path normalizedCopy = work.newFile(name + ".json");
        boolean isDone = false;
        ReadCheck check = new ReadCheck(layout, order.event(), task);
        try {
            check.lookBefore();
            Input input = input(order, task, normalizedCopy);
            Uncommitted written = write(order, task, insert, input, name, check);
            isDone = true;
            return written;
        } catch (DapException e) {
            // What made the engine fail may be that it read something else.
            check.suspect();
            catalog.raw().faults().distrust(check.suspects());
            throw e;
        } finally {
            delete(normalizedCopy);
            if (!isDone) {
                delete(temporaryFile(name));
            }
        }
    }

    private Path temporaryFile(String name) {
        return work.newFile(name + ".parquet");
    }

    private Uncommitted write(
            StageOrder order,
            StageTask task,
            BoundInsert insert,
            Input input,
            String name,
            ReadCheck check) {
        Path temporary = temporaryFile(name);
        try {
            Written written = engine.insert(insert, input.files(), temporary);
            return uncommitted(order, task, insert, input, check, written, temporary);
        } catch (DapException e) {
            if (e.code() != ErrorCode.SQL_FAILED) {
                throw e;
            }
            // Over what the crawl has read, or it is no fault of the lines.
            Map<Long, FileMark> _ = check.lookAfter();
            return writeWhatDoesNotFail(order, task, insert, name, check, e);
        }
    }

    private Uncommitted writeWhatDoesNotFail(
            StageOrder order,
            StageTask task,
            BoundInsert insert,
            String name,
            ReadCheck check,
            DapException failure) {
        Path temporary = temporaryFile(name);
        int most = settings.stage().maxStatementRejects();
        Isolation.Found found =
                new Isolation(layout, work, engine, options(), most)
                        .isolate(order, task, insert, name, failure);
        try {
            Input input = new Input(List.of(found.rest()), found.lines(), found.rejects());
            Written written = engine.insert(insert, input.files(), temporary);
            LOG.warn(
                    "{}, {}: lines were rejected, as the statement fails on them: {}.",
                    order.event(),
                    task.arrivalDay(),
                    Isolation.described(found.rejects()));
            return uncommitted(order, task, insert, input, check, written, temporary);
        } finally {
            delete(found.rest());
        }
    }

    /// @param files what the engine reads: canonical objects as they are, and the normalized copy
    ///   of the others
    /// @param lines good lines in them
    /// @param rejects those on which the statement fails, by object: they are not in the files
    private record Input(List<Path> files, long lines, Map<Long, List<RejectedLine>> rejects) {}

    private RawOptions options() {
        return new RawOptions(
                settings.ingest().requireEventId(), settings.ingest().maxEventIdLength());
    }

    private Input input(StageOrder order, StageTask task, Path normalizedCopy) {
        List<Path> files = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        long lines = 0;
        for (RawObject object : task.objects()) {
            if (CanonicalForm.isCanonical(object.clean(), object.tree(), order.raw().columns())) {
                files.add(layout.pathOf(object.key()));
                lines += object.goodLines();
            } else {
                others.add(layout.pathOf(object.key()));
            }
        }
        if (!others.isEmpty()) {
            lines +=
                    NormalizedCopy.write(
                                    others, order.event(), order.raw(), options(), normalizedCopy)
                            .goodLines();
            files.add(normalizedCopy);
        }
        return new Input(files, lines, Map.of());
    }

    private Uncommitted uncommitted(
            StageOrder order,
            StageTask task,
            BoundInsert insert,
            Input input,
            ReadCheck check,
            Written written,
            Path temporary) {
        Map<Long, FileMark> marks = check.lookAfter();
        ReadCheck.counts(task, insert, input.lines(), written);
        work.sync();
        Path target =
                layout.stageFolder(
                                order.source(),
                                order.familyFolder(),
                                insert.processedDate(),
                                insert.eventName())
                        .resolve("%s-%s.parquet".formatted(task.arrivalDay(), order.runId()));
        StageCommit commit =
                new StageCommit(
                        order.source(),
                        order.family(),
                        order.event(),
                        task.arrivalDay(),
                        insert.processedDate(),
                        insert.eventName(),
                        layout.keyOf(target),
                        layout.keyOf(temporary),
                        task.objects().stream().map(RawObject::id).toList(),
                        input.rejects(),
                        marks,
                        input.lines(),
                        written.selected(),
                        written.rows(),
                        written.bytes(),
                        order.dmlSha256(),
                        order.tableSha256(),
                        order.runId(),
                        clock.instant());
        return new Uncommitted(commit, new Move(temporary, target, written.bytes()));
    }

    private void committing(Runnable commitAndPublish) {
        try {
            commitAndPublish.run();
        } catch (RuntimeException e) {
            // It may be committed: then the next run renames it on, or else deletes it.
            work.keep();
            throw e;
        }
    }

    /// A partition's value becomes the name of a folder.
    private static void requirePartitionValue(BoundInsert insert, String key, String value) {
        if (!PARTITION_VALUE.matcher(value).matches()) {
            throw new DapException(
                    ErrorCode.SQL_INVALID,
                    "%s: the value that it gives the partition key %s cannot name a folder."
                            .formatted(insert.file(), key),
                    "Give letters, digits, '_' and '-' only, as date_format(now(), '%Y%m%d') does.");
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
