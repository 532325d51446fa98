package dap.step.crawl;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.DataSource;
import dap.model.EventName;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What lies in the RAW layer of a source: `EVENT_NAME/year=2024/month=01/day=31/file`. Whatever
/// does not is named with the reason, never fatal.
///
/// @param objects by key
/// @param faults events whose folders could not be listed
record RawListing(
        List<FoundObject> objects,
        Set<EventName> events,
        List<IgnoredPath> ignored,
        Map<EventName, DapException> faults) {

    private static final Pattern DAY = Pattern.compile("year=(\\d{4})/month=(\\d{2})/day=(\\d{2})");
    private static final int DAY_DEPTH = 4;

    /// Lists a layer.
    ///
    /// @param only the events wanted; empty: all
    static RawListing of(LakeLayout layout, DataSource source, Set<EventName> only) {
        Path layer = layout.rawLayer(source);
        Walk walk = new Walk(layout, layer, only);
        try {
            if (Files.isDirectory(layer)) {
                Files.walkFileTree(layer, walk);
            }
        } catch (IOException e) {
            throw unreadable(layer, e);
        }
        walk.objects.sort(Comparator.comparing(FoundObject::key));
        return new RawListing(walk.objects, walk.events, walk.ignored, walk.faults);
    }

    private static DapException unreadable(Path path, IOException cause) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s cannot be listed: %s.".formatted(path, cause.getMessage()),
                "Check that the folder may be read.",
                cause);
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final LakeLayout layout;
        private final Path layer;
        private final Set<EventName> only;
        private final List<FoundObject> objects = new ArrayList<>();
        private final Set<EventName> events = new TreeSet<>();
        private final List<IgnoredPath> ignored = new ArrayList<>();
        private final Map<EventName, DapException> faults = new TreeMap<>();

        Walk(LakeLayout layout, Path layer, Set<EventName> only) {
            this.layout = layout;
            this.layer = layer;
            this.only = only;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path place = layer.relativize(folder);
            if (folder.equals(layer)) {
                return FileVisitResult.CONTINUE;
            }
            String problem = folderProblem(place);
            if (problem != null) {
                return ignore(folder, problem);
            }
            EventName event = eventOf(place);
            if (event == null || (!only.isEmpty() && !only.contains(event))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            events.add(event);
            return FileVisitResult.CONTINUE;
        }

        private static @Nullable String folderProblem(Path place) {
            String name = String.valueOf(place.getFileName());
            return switch (place.getNameCount()) {
                case 1 ->
                        EventName.isWireName(name)
                                ? null
                                : "is no folder of an event: its name is no event_name";
                case 2 -> name.matches("year=\\d{4}") ? null : "is no year's folder";
                case 3 -> name.matches("month=\\d{2}") ? null : "is no month's folder";
                case DAY_DEPTH -> dayOf(place) == null ? "is no day's folder" : null;
                default -> "is a folder within a day's folder";
            };
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
                if (attributes.isSymbolicLink()) {
                    if (!leadsIntoTheLake(file)) {
                        return ignore(file, "is a link that leads out of the lake");
                    }
                    real = Files.readAttributes(file, BasicFileAttributes.class);
                }
                String problem = fileProblem(place, real);
                if (problem != null) {
                    return ignore(file, problem);
                }
                add(event, file, place, real);
            } catch (IOException e) {
                return visitFileFailed(file, e);
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean leadsIntoTheLake(Path link) throws IOException {
            return link.toRealPath().startsWith(layout.root().toRealPath());
        }

        private static @Nullable String fileProblem(Path place, BasicFileAttributes attributes) {
            String name = String.valueOf(place.getFileName());
            if (place.getNameCount() != DAY_DEPTH + 1) {
                return "does not lie in the folder of a day";
            }
            if (name.startsWith(".") || name.startsWith("_")) {
                return "is hidden by its name";
            }
            if (!attributes.isRegularFile()) {
                return "is no file";
            }
            return attributes.size() == 0 ? "is empty" : null;
        }

        private void add(
                @Nullable EventName event, Path file, Path place, BasicFileAttributes attributes) {
            LocalDate day = dayOf(place);
            if (event != null && day != null) {
                objects.add(
                        new FoundObject(
                                event,
                                day,
                                file,
                                layout.keyOf(file),
                                attributes.size(),
                                attributes.lastModifiedTime().toInstant()));
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException cause) {
            EventName event = path.equals(layer) ? null : eventOf(layer.relativize(path));
            if (event == null) {
                throw unreadable(path, cause);
            }
            faults.putIfAbsent(event, unreadable(path, cause));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
            return cause == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, cause);
        }

        private FileVisitResult ignore(Path path, String reason) {
            ignored.add(new IgnoredPath(layout.keyOf(path), reason));
            return FileVisitResult.SKIP_SUBTREE;
        }

        private static @Nullable EventName eventOf(Path place) {
            String name = place.getName(0).toString();
            return EventName.isWireName(name) ? EventName.ofWireName(name) : null;
        }

        private static @Nullable LocalDate dayOf(Path place) {
            String day = place.subpath(1, DAY_DEPTH).toString().replace('\\', '/');
            Matcher matcher = DAY.matcher(day);
            if (!matcher.matches()) {
                return null;
            }
            try {
                return LocalDate.of(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)));
            } catch (DateTimeException noSuchDay) {
                return null;
            }
        }
    }
}
