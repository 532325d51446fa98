package dap.step.crawl;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds the STAGE layer of a source against the catalog and the declared tables. Changes nothing.
public final class StageCrawl {

    private static final int PARTITION_DEPTH = 3;
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private StageCrawl() {}

    /// A STAGE file that the catalog has as committed and published.
    ///
    /// @param key path within the lake
    public record KnownFile(String key, long bytes) {}

    /// What the crawl found.
    ///
    /// @param partitions partitions with files, by table folder: what a crawler would add
    /// @param missing keys of files that the catalog knows and that are not there
    /// @param changed keys of files that have another size than the catalog says
    /// @param unknown keys of files that are there and that the catalog does not know: no reader of
    ///   ours reads them, others do
    /// @param undeclared folders of the layer that are no declared table's location
    public record Report(
            Map<String, Integer> partitions,
            List<String> missing,
            List<String> changed,
            List<String> unknown,
            List<String> undeclared) {
        public Report {
            partitions = Map.copyOf(partitions);
            missing = List.copyOf(missing);
            changed = List.copyOf(changed);
            unknown = List.copyOf(unknown);
            undeclared = List.copyOf(undeclared);
        }

        /// Whether layer, catalog and tables agree.
        public boolean agrees() {
            return missing.isEmpty()
                    && changed.isEmpty()
                    && unknown.isEmpty()
                    && undeclared.isEmpty();
        }
    }

    /// The folder of a STAGE table within its layer: what its location ends with, or its name in
    /// upper case where it has none that can name a folder.
    public static String folderOf(TableDefinition table) {
        Optional<String> last =
                table.location()
                        .map(location -> location.substring(location.lastIndexOf('/') + 1))
                        .filter(folder -> FOLDER.matcher(folder).matches());
        return last.orElseGet(() -> table.name().toUpperCase(Locale.ROOT));
    }

    /// Crawls the STAGE layer of `source`.
    ///
    /// @throws DapException `STORE_UNAVAILABLE` if it cannot be listed
    public static Report crawl(LakeLayout layout, Source source, List<KnownFile> known) {
        Path layer = layout.stageLayer(source.name());
        Set<String> tables =
                source.stageTables().stream()
                        .map(StageCrawl::folderOf)
                        .collect(Collectors.toUnmodifiableSet());
        Walk walk = new Walk(layout, layer, tables, known);
        try {
            if (Files.isDirectory(layer)) {
                Files.walkFileTree(layer, walk);
            }
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s cannot be listed: %s.".formatted(layer, e.getMessage()),
                    "Check that the folder may be read.",
                    e);
        }
        return walk.report();
    }

    /// Looks for these files alone, and lists nothing: what is missing or has another size.
    public static Report lookFor(LakeLayout layout, List<KnownFile> files) {
        List<String> missing = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (KnownFile file : files) {
            Path path = layout.pathOf(file.key());
            try {
                if (Files.size(path) != file.bytes()) {
                    changed.add(file.key());
                }
            } catch (NoSuchFileException e) {
                missing.add(file.key());
            } catch (IOException e) {
                throw new DapException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "%s cannot be looked at: %s.".formatted(path, e.getMessage()),
                        "Check that the folder may be read.",
                        e);
            }
        }
        return new Report(Map.of(), missing, changed, List.of(), List.of());
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final LakeLayout layout;
        private final Path layer;
        private final Set<String> tables;
        private final TreeMap<String, Long> expected;
        private final Map<String, Integer> partitions = new TreeMap<>();
        private final List<String> changed = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private final List<String> undeclared = new ArrayList<>();
        private @Nullable Path lastPartition;

        Walk(LakeLayout layout, Path layer, Set<String> tables, List<KnownFile> known) {
            this.layout = layout;
            this.layer = layer;
            this.tables = tables;
            this.expected =
                    known.stream()
                            .collect(
                                    Collectors.toMap(
                                            KnownFile::key,
                                            KnownFile::bytes,
                                            (one, _) -> one,
                                            TreeMap::new));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path place = layer.relativize(folder);
            boolean ofTable = place.getNameCount() == 1 && !folder.equals(layer);
            if (ofTable && !tables.contains(place.toString())) {
                undeclared.add(layout.keyOf(folder));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String key = layout.keyOf(file);
            Long bytes = expected.remove(key);
            if (bytes == null) {
                unknown.add(key);
                return FileVisitResult.CONTINUE;
            }
            if (bytes != attributes.size()) {
                changed.add(key);
            }
            countPartition(layer.relativize(file));
            return FileVisitResult.CONTINUE;
        }

        private void countPartition(Path place) {
            Path partition = place.getParent();
            if (partition != null
                    && partition.getNameCount() == PARTITION_DEPTH
                    && !partition.equals(lastPartition)) {
                partitions.merge(place.getName(0).toString(), 1, Integer::sum);
                lastPartition = partition;
            }
        }

        Report report() {
            return new Report(
                    partitions, List.copyOf(expected.keySet()), changed, unknown, undeclared);
        }
    }
}
