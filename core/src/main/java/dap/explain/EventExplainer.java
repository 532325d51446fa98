package dap.explain;

import dap.catalog.Catalog;
import dap.catalog.RawObject;
import dap.catalog.StageFile;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.explain.EventStory.Line;
import dap.explain.EventStory.Reject;
import dap.model.EventName;
import dap.project.Project;
import dap.project.Source;
import dap.raw.RejectedLine;
import dap.store.LakeLayout;
import dap.warehouse.EventTrace;
import dap.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds out where one event went: its lines in RAW, the STAGE files, every copy, the fact, every
/// reject.
///
/// The warehouse is asked first, by index. What it knows leads to the RAW objects of its copies; an
/// event that it does not know is searched for in all of RAW, on all processors.
public final class EventExplainer {

    /// How much of the search was done, for a progress line. Called by several threads.
    @FunctionalInterface
    public interface Progress {
        void searched(int files, int ofFiles);
    }

    private final Project project;
    private final Catalog catalog;
    private final LakeLayout layout;
    private final Supplier<Warehouse> warehouse;

    /// @param warehouse asked for only where the warehouse has taken anything
    public EventExplainer(
            Project project, Catalog catalog, LakeLayout layout, Supplier<Warehouse> warehouse) {
        this.project = project;
        this.catalog = catalog;
        this.layout = layout;
        this.warehouse = warehouse;
    }

    /// @param everywhere search all of RAW and all rejects, also where the warehouse knows the
    ///   event
    public EventStory explain(String eventId, boolean everywhere, Progress progress) {
        EventTrace trace =
                catalog.stage().anyConformed()
                        ? warehouse.get().trace(catalog.lakeId(), eventId)
                        : EventTrace.NONE;
        boolean all = everywhere || trace.copies().isEmpty();
        LineSearch search = new LineSearch(eventId);
        Map<Long, StageFile> staged = stageFiles(all, trace);
        List<StagedObject> objects = all ? allObjects(staged) : objectsOf(staged);
        FileSearches searches = new FileSearches(search, progress);
        Map<Path, List<LineSearch.Found>> found =
                searches.in(
                        Stream.concat(
                                        objects.stream()
                                                .map(it -> layout.pathOf(it.object().key())),
                                        all ? rejectFiles().stream() : Stream.of())
                                .toList());
        List<Line> lines =
                objects.stream()
                        .flatMap(it ->
                                found
                                        .getOrDefault(layout.pathOf(it.object().key()), List.of())
                                        .stream()
                                        .map(line -> line(it, line.number())))
                        .toList();
        return new EventStory(eventId, lines, all ? rejects(found) : List.of(), trace, all);
    }

    /// A RAW object, and the STAGE file that holds its rows.
    private record StagedObject(RawObject object, Optional<StageFile> file) {}

    /// By id: those of the event's copies, or all.
    private Map<Long, StageFile> stageFiles(boolean all, EventTrace trace) {
        List<String> keys = trace.copies().stream().map(EventTrace.Copy::file).toList();
        Stream<StageFile> files =
                all
                        ? project.sources().stream()
                                .flatMap(
                                        source -> catalog.stage().published(source.name()).stream())
                        : catalog.stage().published(keys).stream();
        return files.collect(Collectors.toMap(StageFile::id, Function.identity()));
    }

    private List<StagedObject> objectsOf(Map<Long, StageFile> files) {
        return files.values().stream()
                .flatMap(file ->
                        catalog.raw().objectsOf(file).stream()
                                .map(object -> new StagedObject(object, Optional.of(file))))
                .toList();
    }

    private List<StagedObject> allObjects(Map<Long, StageFile> files) {
        Map<Long, StageFile> byObject = new HashMap<>();
        files.values()
                .forEach(file ->
                        catalog.raw()
                                .objectsOf(file)
                                .forEach(object -> byObject.put(object.id(), file)));
        List<StagedObject> objects = new ArrayList<>();
        for (Source source : project.sources()) {
            for (EventName event : catalog.raw().tables(source.name()).keySet()) {
                for (RawObject object : catalog.raw().objects(source.name(), event)) {
                    objects.add(
                            new StagedObject(
                                    object, Optional.ofNullable(byObject.get(object.id()))));
                }
            }
        }
        return objects;
    }

    private Line line(StagedObject staged, long number) {
        RawObject object = staged.object();
        Optional<String> rejected =
                catalog.raw().rejects(object.id()).stream()
                        .filter(reject -> reject.line() == number)
                        .map(RejectedLine::reason)
                        .map(reason -> reason.code())
                        .findFirst();
        return new Line(
                object.event().wireName(),
                object.arrivalDay(),
                object.key(),
                number,
                rejected,
                rejected.isPresent()
                        ? Optional.empty()
                        : staged.file().map(file -> file.dataFile().key()));
    }

    private List<Path> rejectFiles() {
        List<Path> files = new ArrayList<>();
        for (Source source : project.sources()) {
            Path folder = layout.rejects(source.name());
            if (Files.isDirectory(folder)) {
                try (Stream<Path> found = Files.walk(folder)) {
                    found.filter(file -> file.endsWith(RejectReasons.LINES)).forEach(files::add);
                } catch (IOException e) {
                    throw unreadable(folder, e);
                }
            }
        }
        return files;
    }

    private List<Reject> rejects(Map<Path, List<LineSearch.Found>> found) {
        return found.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(RejectReasons.LINES))
                .flatMap(entry ->
                        RejectReasons.of(
                                        entry.getKey(),
                                        entry.getValue().stream()
                                                .map(LineSearch.Found::offset)
                                                .collect(Collectors.toSet()))
                                .stream()
                                .map(reason ->
                                        new Reject(
                                                layout.keyOf(entry.getKey().resolveSibling("")),
                                                reason.line(),
                                                reason.reason(),
                                                reason.detail())))
                .toList();
    }

    static DapException unreadable(Path path, IOException cause) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s cannot be read: %s.".formatted(path, cause.getMessage()),
                "Check that it is there and that you may read it.",
                cause);
    }
}
