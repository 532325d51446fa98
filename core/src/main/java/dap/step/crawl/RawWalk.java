package dap.step.crawl;

import dap.catalog.DayFolder;
import dap.catalog.DayFolder.EventDay;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.DataSource;
import dap.model.EventName;
import dap.store.FileMark;
import dap.store.LakeLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A walk through the RAW layer of a source, in two parts: first its folders down to those of days,
/// with their own times; then what lies in the days that are asked for.
///
/// A folder's time is taken before the folder is listed: an entry that comes in between moves it,
/// so whoever trusts the time never trusts too old a listing.
final class RawWalk extends SimpleFileVisitor<Path> {

    private static final String UNNAMEABLE =
            "has a name that is no UTF-8, or that cannot be written in this locale: rename it, or set LC_ALL=C.UTF-8";

    private final LakeLayout layout;
    private final DataSource source;
    private final Path layer;
    private final Set<EventName> only;
    private final Map<EventDay, DayFolder> days = new HashMap<>();

    /// Folders of days that are spelt otherwise than ours.
    private final Map<EventDay, List<Path>> otherwiseSpelt = new HashMap<>();

    private final Set<EventDay> withFolders = new HashSet<>();
    private final List<FoundObject> objects = new ArrayList<>();
    private final Set<EventName> events = new TreeSet<>();
    private final List<IgnoredPath> ignored = new ArrayList<>();
    private final List<UnreadablePath> unreadable = new ArrayList<>();

    private boolean withinDays;
    private String lastName = "";
    private @Nullable EventName lastEvent;

    private RawWalk(LakeLayout layout, DataSource source, Set<EventName> only) {
        this.layout = layout;
        this.source = source;
        this.layer = layout.rawLayer(source);
        this.only = only;
    }

    /// The first part.
    ///
    /// @param only the events wanted; empty: all
    static RawWalk ofFolders(LakeLayout layout, DataSource source, Set<EventName> only) {
        RawWalk walk = new RawWalk(layout, source, only);
        if (Files.isDirectory(walk.layer)) {
            walk.through(walk.layer);
        }
        return walk;
    }

    /// The events that have a folder.
    static Set<EventName> events(LakeLayout layout, DataSource source) {
        Path layer = layout.rawLayer(source);
        if (!Files.isDirectory(layer)) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(layer)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .flatMap(name -> RawPlace.eventNamed(name).stream())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw unreadable(layer, e);
        }
    }

    /// Events that have a folder, of those that are wanted.
    Set<EventName> events() {
        return events;
    }

    /// The folders of days that were found.
    Map<EventDay, DayFolder> days() {
        return days;
    }

    /// What the folders' times do not tell all of: what lies in folders within, or beside.
    boolean isToBeListed(EventDay day) {
        return otherwiseSpelt.containsKey(day);
    }

    /// What lies outside of days, and is read by nobody.
    List<IgnoredPath> strays() {
        return Stream.concat(
                        ignored.stream()
                                .filter(path -> !RawPlace.isHidden(Path.of(path.path())))
                                .filter(path -> holdsFiles(layout.pathOf(path.path()))),
                        unreadable.stream()
                                .map(path -> new IgnoredPath(path.path(), path.reason())))
                .toList();
    }

    /// The second part, once.
    RawListing list(Collection<EventDay> wanted) {
        withinDays = true;
        for (EventDay day : wanted) {
            through(layout.rawFolder(source, day.event(), day.arrivalDay()));
            otherwiseSpelt.getOrDefault(day, List.of()).forEach(this::through);
        }
        objects.sort(Comparator.comparing(FoundObject::key));
        Set<EventDay> restless = new HashSet<>(withFolders);
        restless.addAll(otherwiseSpelt.keySet());
        return new RawListing(objects, events, ignored, unreadable, restless);
    }

    private void through(Path folder) {
        try {
            Files.walkFileTree(folder, this);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static DapException unreadable(Path path, IOException cause) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s cannot be listed: %s.".formatted(path, cause.getMessage()),
                "Check that the folder may be read.",
                cause);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        Path place = layer.relativize(folder);
        if (folder.equals(layer)) {
            return FileVisitResult.CONTINUE;
        }
        EventName event = eventOf(place);
        if (event == null) {
            return ignore(folder, "is no folder of an event: its name is no event_name");
        }
        if (!only.isEmpty() && !only.contains(event)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        String problem = RawPlace.folderProblem(place);
        if (problem != null) {
            return RawPlace.isHidden(place) || !holdsFiles(folder)
                    ? ignore(folder, problem)
                    : unreadableFolder(event, folder, place, problem);
        }
        if (place.getNameCount() > RawPlace.DAY_DEPTH) {
            withFolders.add(new EventDay(event, Objects.requireNonNull(RawPlace.dayOf(place))));
        }
        events.add(event);
        if (place.getNameCount() == RawPlace.DAY_DEPTH && !withinDays) {
            return note(event, place, attributes);
        }
        return FileVisitResult.CONTINUE;
    }

    private FileVisitResult note(EventName event, Path place, BasicFileAttributes attributes) {
        LocalDate day = RawPlace.dayOf(place);
        if (day != null) {
            Instant modifiedAt = attributes.lastModifiedTime().toInstant();
            EventDay key = new EventDay(event, day);
            DayFolder found = new DayFolder(event, day, modifiedAt);
            Path folder = layer.resolve(place);
            if (folder.equals(layout.rawFolder(source, event, day))) {
                days.put(key, found);
            } else {
                days.putIfAbsent(key, found);
                otherwiseSpelt.computeIfAbsent(key, _ -> new ArrayList<>()).add(folder);
            }
        }
        return FileVisitResult.SKIP_SUBTREE;
    }

    private boolean holdsFiles(Path folder) {
        try (Stream<Path> within = Files.walk(folder)) {
            return within.anyMatch(
                    path -> !Files.isDirectory(path) && !RawPlace.isHidden(layer.relativize(path)));
        } catch (IOException | UncheckedIOException e) {
            // What cannot be looked into may hold some.
            return true;
        }
    }

    private FileVisitResult unreadableFolder(
            EventName event, Path folder, Path place, String reason) {
        unreadable(event, folder, place, reason);
        return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        Path place = layer.relativize(file);
        EventName event = eventOf(place);
        if (event == null && place.getNameCount() > 1) {
            return FileVisitResult.CONTINUE;
        }
        try {
            BasicFileAttributes real = attributes;
            if (attributes.isSymbolicLink() && RawPlace.isObjectsPlace(place)) {
                if (!leadsIntoTheLake(file)) {
                    return ignore(file, "is a link that leads out of the lake");
                }
                real = Files.readAttributes(file, BasicFileAttributes.class);
            }
            String problem = RawPlace.fileProblem(place, real);
            if (problem != null) {
                return ignore(file, problem);
            }
            if (!RawPlace.isObjectsPlace(place)) {
                String reason = "does not lie in the folder of a day";
                return event == null
                        ? ignore(file, reason)
                        : unreadable(event, file, place, reason);
            }
            if (event != null && !isNameable(file)) {
                return unreadable(event, file, place, UNNAMEABLE);
            }
            add(event, file, place);
        } catch (IOException e) {
            return visitFileFailed(file, e);
        }
        return FileVisitResult.CONTINUE;
    }

    /// Whether the file is found again by its key: a name that is no text in the file system's
    /// encoding is not.
    private boolean isNameable(Path file) {
        try {
            return layout.pathOf(layout.keyOf(file)).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private boolean leadsIntoTheLake(Path link) throws IOException {
        return link.toRealPath().startsWith(layout.root().toRealPath());
    }

    private void add(@Nullable EventName event, Path file, Path place) throws IOException {
        LocalDate day = RawPlace.dayOf(place);
        if (event != null && day != null) {
            objects.add(new FoundObject(event, day, file, layout.keyOf(file), FileMark.of(file)));
        }
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException cause) {
        EventName event = path.equals(layer) ? null : eventOf(layer.relativize(path));
        if (event == null) {
            throw unreadable(path, cause);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isOutOfSight(path)) {
            // It went while it was listed.
            return FileVisitResult.CONTINUE;
        }
        return unreadable(event, path, layer.relativize(path), "cannot be read: " + reason(cause));
    }

    /// Whether it cannot be told if the path is there.
    private static boolean isOutOfSight(Path path) {
        return !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private FileVisitResult unreadable(EventName event, Path path, Path place, String reason) {
        if (only.isEmpty() || only.contains(event)) {
            Optional<LocalDate> day =
                    place.getNameCount() >= RawPlace.DAY_DEPTH
                            ? Optional.ofNullable(RawPlace.dayOf(place))
                            : Optional.empty();
            unreadable.add(new UnreadablePath(event, day, layout.keyOf(path), reason));
            events.add(event);
        }
        return FileVisitResult.CONTINUE;
    }

    /// In words, without the path.
    static String reason(Exception cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "access is denied";
            case NoSuchFileException _ -> "it is a link that leads nowhere";
            case FileSystemLoopException _ -> "it leads back to where it lies";
            case FileSystemException failed when failed.getReason() != null ->
                    failed.getReason().toLowerCase(Locale.ROOT);
            case InvalidPathException _ -> UNNAMEABLE;
            default -> String.valueOf(cause.getMessage());
        };
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
        return cause == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, cause);
    }

    private FileVisitResult ignore(Path path, String reason) {
        ignored.add(new IgnoredPath(layout.keyOf(path), reason));
        return FileVisitResult.SKIP_SUBTREE;
    }

    /// Most folders are of the same event as the one before.
    private @Nullable EventName eventOf(Path place) {
        String name = place.getName(0).toString();
        if (!name.equals(lastName)) {
            lastName = name;
            lastEvent = RawPlace.eventNamed(name).orElse(null);
        }
        return lastEvent;
    }
}
