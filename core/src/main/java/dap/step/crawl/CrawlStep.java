package dap.step.crawl;

import dap.catalog.CrawledObject;
import dap.catalog.DayFolder;
import dap.catalog.DayFolder.EventDay;
import dap.catalog.FaultCatalog;
import dap.catalog.KnownObject;
import dap.catalog.RawCatalog;
import dap.catalog.RawFault;
import dap.catalog.RawObject;
import dap.catalog.RereadObject;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.DataSource;
import dap.model.EventName;
import dap.plan.DeclaredTables;
import dap.project.Source;
import dap.raw.CanonicalForm;
import dap.raw.NamedFields;
import dap.raw.NormalizedCopy;
import dap.raw.ObjectExamination;
import dap.raw.RawOptions;
import dap.raw.RawTable;
import dap.raw.SchemaTree;
import dap.store.ContentHash;
import dap.store.FileMark;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads every line of every RAW object that is new, once, and records what it found.
///
/// A crawl: list → what is new → read and record → hold the types against the tables → report. What
/// was recorded stays when a later part fails; the next crawl goes on from there.
public final class CrawlStep {

    private final LakeLayout layout;
    private final RawCatalog catalog;
    private final RawOptions options;
    private final InstantSource clock;
    private final int readers;

    /// @param readers how many objects are read at once
    public CrawlStep(
            LakeLayout layout,
            RawCatalog catalog,
            RawOptions options,
            InstantSource clock,
            int readers) {
        this.layout = layout;
        this.catalog = catalog;
        this.options = options;
        this.clock = clock;
        this.readers = readers;
    }

    /// Crawls the RAW layer of a source.
    ///
    /// @param events the events wanted; empty: all, those that no config maps too
    public CrawlReport crawl(Source source, Set<EventName> events) {
        return crawl(source, events, Look.ALL);
    }

    /// The same, and says how much of the layer is listed.
    public CrawlReport crawl(Source source, Set<EventName> events, Look look) {
        try (ObjectReaders pool = new ObjectReaders(readers)) {
            return new Crawl(source, events, look, pool).run();
        }
    }

    /// Crawls the events that `crawled` leaves out, where something may have happened.
    public CrawlReport crawlOthers(Source source, Set<EventName> crawled) {
        Set<EventName> others = new TreeSet<>(catalog.tables(source.name()).keySet());
        others.addAll(RawWalk.events(layout, source.name()));
        others.removeAll(crawled);
        return others.isEmpty()
                ? new CrawlReport(new TreeMap<>(), List.of())
                : crawl(source, others, Look.WHERE_SOMETHING_MOVED);
    }

    /// How much of the layer a crawl lists.
    public enum Look {
        /// All of it.
        ALL,
        /// Folders in which something may have happened since they were last listed: see
        /// [UnchangedFolders].
        WHERE_SOMETHING_MOVED
    }

    /// How many objects of a source wait to be read: new ones, and ones that changed before they
    /// were staged. Reads none of them.
    public long countNew(Source source) {
        Map<String, KnownObject> known = catalog.knownObjects(source.name());
        return RawListing.of(layout, source.name(), Set.of()).objects().stream()
                .filter(found -> isNew(found, known.get(found.key())))
                .count();
    }

    private static boolean isNew(FoundObject found, @Nullable KnownObject before) {
        return before == null || (!before.staged() && Sighting.isToBeRead(before, found.mark()));
    }

    private NamedFields namedBy(Source source) {
        return new DeclaredTables(layout.environment(), source).named();
    }

    private RawTable tableOf(Source source, EventName event, SchemaTree tree) {
        return new DeclaredTables(layout.environment(), source).raw(event, Optional.of(tree));
    }

    /// Reads objects of an event once more and holds them against its types, without recording
    /// anything: what was staged of them stays in force until something else is.
    ///
    /// @throws DapException if one of them cannot be read
    public Reread reread(Source source, EventName event, List<RawObject> objects) {
        return reread(
                source,
                event,
                objects,
                catalog.table(source.name(), event).orElse(SchemaTree.EMPTY));
    }

    /// The same, where nothing is known of the event but what these objects show.
    public Reread readAgain(Source source, EventName event, List<RawObject> objects) {
        return reread(source, event, objects, SchemaTree.EMPTY);
    }

    private Reread reread(
            Source source, EventName event, List<RawObject> objects, SchemaTree known) {
        RawOptions named = options.with(namedBy(source));
        try (ObjectReaders pool = new ObjectReaders(readers)) {
            List<RereadObject> read = new ArrayList<>();
            pool.forEach(
                    objects,
                    object -> new RereadObject(object.id(), readAgain(object, named), List.of(), 0),
                    read::addAll);
            SchemaTree tree =
                    read.stream()
                            .map(object -> object.object().tree())
                            .reduce(known, SchemaTree::merge);
            RawTable table = tableOf(source, event, tree);
            List<RereadObject> validated = new ArrayList<>();
            pool.forEach(read, object -> validate(object, table), validated::addAll);
            return new Reread(tree, validated);
        }
    }

    private CrawledObject readAgain(RawObject object, RawOptions named) {
        Path path = layout.pathOf(object.key());
        try {
            FoundObject found =
                    new FoundObject(
                            object.event(),
                            object.arrivalDay(),
                            path,
                            object.key(),
                            FileMark.of(path));
            return found.toCrawled(
                    object.source(), ObjectExamination.read(path, object.event(), named));
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The RAW object %s cannot be read: %s.".formatted(path, e.getMessage()),
                    "Restore it from a copy of the lake: what was staged of it stays as it is until then.",
                    e);
        }
    }

    private RereadObject validate(RereadObject read, RawTable table) {
        CrawledObject object = read.object();
        if (CanonicalForm.fits(object.tree(), table)) {
            return new RereadObject(read.id(), object, object.rejects(), 0);
        }
        NormalizedCopy.Report report =
                NormalizedCopy.check(
                        List.of(layout.pathOf(object.key())), object.event(), table, options);
        return new RereadObject(read.id(), object, report.rejects().getFirst(), report.coerced());
    }

    /// One crawl.
    private final class Crawl {
        private final Source source;
        private final RawOptions options;
        private final DataSource name;
        private final Set<EventName> only;
        private final Look look;
        private final ObjectReaders pool;
        private final TreeMap<EventName, EventFindings> findings = new TreeMap<>();

        Crawl(Source source, Set<EventName> only, Look look, ObjectReaders pool) {
            this.source = source;
            this.options = CrawlStep.this.options.with(namedBy(source));
            this.name = source.name();
            this.only = only;
            this.look = look;
            this.pool = pool;
        }

        CrawlReport run() {
            Map<EventName, SchemaTree> before = catalog.tables(name);
            UnchangedFolders unchanged =
                    new UnchangedFolders(layout, catalog, source, only, clock.instant());
            // The catalog first: what is published meanwhile is then listed, and not missed.
            Set<EventDay> expected = catalog.faults().expectedDays(name);
            RawWalk walk = RawWalk.ofFolders(layout, name, only);
            List<DayFolder> folders =
                    walk.days().values().stream()
                            .filter(folder ->
                                    look == Look.ALL
                                            || walk.isToBeListed(folder.day())
                                            || !unchanged.isUnchanged(folder))
                            .toList();
            Set<EventDay> days =
                    folders.stream().map(DayFolder::day).collect(Collectors.toUnmodifiableSet());
            Set<EventDay> looked = new HashSet<>(days);
            expected.stream()
                    .filter(day -> only.isEmpty() || only.contains(day.event()))
                    .filter(day -> !walk.days().containsKey(day))
                    .forEach(looked::add);
            Map<String, KnownObject> known = known(looked);
            RawListing listing = walk.list(days);
            Comparison comparison = new Comparison(layout, name, listing, known);
            pool.forEach(comparison.touched(), this::hash, hashed -> record(comparison, hashed));
            readAll(comparison);
            noteFaults(comparison, looked, walk);
            unchanged.remember(folders, listing, known, catalog.faults().days(name));
            Map<EventName, SchemaTree> after =
                    comparison.fresh().isEmpty() ? before : catalog.tables(name);
            new ObjectValidation(layout, catalog, options, source, pool, this::of)
                    .validate(after, event -> only.isEmpty() || only.contains(event));
            findings.forEach(
                    (event, found) -> found.schema(treeOf(before, event), treeOf(after, event)));
            TreeMap<EventName, CrawlReport.OfEvent> reports = new TreeMap<>();
            findings.forEach((event, found) -> reports.put(event, found.toReport()));
            return new CrawlReport(reports, listing.ignored());
        }

        private static SchemaTree treeOf(Map<EventName, SchemaTree> trees, EventName event) {
            return trees.getOrDefault(event, SchemaTree.EMPTY);
        }

        private Map<String, KnownObject> known(Set<EventDay> days) {
            Map<EventName, List<LocalDate>> byEvent =
                    days.stream()
                            .filter(day -> only.isEmpty() || only.contains(day.event()))
                            .collect(
                                    Collectors.groupingBy(
                                            EventDay::event,
                                            Collectors.mapping(
                                                    EventDay::arrivalDay, Collectors.toList())));
            Map<String, KnownObject> known = new HashMap<>();
            byEvent.forEach(
                    (event, arrivals) -> known.putAll(catalog.knownObjects(name, event, arrivals)));
            return known;
        }

        private EventFindings of(EventName event) {
            return findings.computeIfAbsent(event, _ -> new EventFindings());
        }

        private Hashed hash(Comparison.Touched object) {
            try {
                return new Hashed(object, ContentHash.of(object.found().path()), null);
            } catch (IOException e) {
                return new Hashed(object, "", unreadable(object.found().path(), e));
            }
        }

        private static void record(Comparison comparison, List<Hashed> objects) {
            for (Hashed object : objects) {
                if (object.fault() != null) {
                    comparison.unreadable(object.object().found(), object.fault());
                } else {
                    comparison.hashed(object.object(), object.sha256());
                }
            }
        }

        /// What lies in the place of an object that has another name now is read after that one.
        private void readAll(Comparison comparison) {
            List<FoundObject> afterwards = new ArrayList<>();
            pool.forEach(
                    comparison.fresh(), this::read, read -> record(comparison, read, afterwards));
            pool.forEach(
                    afterwards, this::read, read -> record(comparison, read, new ArrayList<>()));
        }

        private void noteFaults(Comparison comparison, Set<EventDay> looked, RawWalk walk) {
            FaultCatalog faults = catalog.faults();
            faults.mark(comparison.marks());
            if (!comparison.dropped().isEmpty()) {
                faults.drop(comparison.dropped());
            }
            Set<EventName> events = new HashSet<>(only.isEmpty() ? walk.events() : only);
            faults.replace(name, looked, events, comparison.faults(), clock.instant());
            for (EventName event : events) {
                for (RawFault fault : faults.of(name, event)) {
                    if (fault.arrivalDay()
                            .map(day -> looked.contains(new EventDay(event, day)))
                            .orElse(true)) {
                        of(event).fault(fault);
                    }
                }
            }
        }

        private ReadObject read(FoundObject found) {
            try {
                return new ReadObject(
                        found, ObjectExamination.read(found.path(), found.event(), options), null);
            } catch (DapException e) {
                return new ReadObject(found, null, e);
            }
        }

        private void record(
                Comparison comparison,
                Collection<ReadObject> objects,
                List<FoundObject> afterwards) {
            List<CrawledObject> read = new ArrayList<>();
            for (ReadObject object : objects) {
                if (object.fault() != null) {
                    comparison.unreadable(object.found(), object.fault());
                    continue;
                }
                CrawledObject crawled = object.toCrawled(name);
                Optional<KnownObject> former = comparison.findFormer(crawled, afterwards);
                if (former.isPresent()) {
                    catalog.faults().rename(former.get().id(), crawled);
                } else {
                    of(crawled.event())
                            .newObject(crawled.key(), crawled.lines(), crawled.rejects());
                    read.add(crawled);
                }
            }
            if (!read.isEmpty()) {
                catalog.record(read, clock.instant());
            }
        }
    }

    private static DapException unreadable(Path path, IOException cause) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s cannot be read: %s.".formatted(path, cause.getMessage()),
                "Check that the file is there and may be read.",
                cause);
    }

    private record Hashed(Comparison.Touched object, String sha256, @Nullable DapException fault) {}

    private record ReadObject(
            FoundObject found,
            @Nullable ObjectExamination examination,
            @Nullable DapException fault) {

        CrawledObject toCrawled(DataSource source) {
            if (examination == null) {
                throw new IllegalStateException("an object that was read has its findings");
            }
            return found.toCrawled(source, examination);
        }
    }
}
