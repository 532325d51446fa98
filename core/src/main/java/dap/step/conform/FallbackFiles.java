package dap.step.conform;

import dap.catalog.Catalog;
import dap.catalog.StageFile;
import dap.engine.LakeEngine;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.model.DataSource;
import dap.model.FamilyName;
import dap.plan.DeclaredTables;
import dap.project.Project;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import dap.warehouse.ConformBatch.Fallbacks;
import dap.warehouse.ConformBatch.Replaced;
import dap.warehouse.LandingTable;
import dap.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds and unloads the files, of whatever family and data source, in which an event has another
/// copy that comes forward once the replaced one is given up.
final class FallbackFiles {

    private final Project project;
    private final Catalog catalog;
    private final LakeLayout layout;
    private final LakeEngine engine;
    private final Warehouse warehouse;

    FallbackFiles(
            Project project,
            Catalog catalog,
            LakeLayout layout,
            LakeEngine engine,
            Warehouse warehouse) {
        this.project = project;
        this.catalog = catalog;
        this.layout = layout;
        this.engine = engine;
        this.warehouse = warehouse;
    }

    private record Key(DataSource source, FamilyName family) {}

    /// @param replaced keys of the files that are given up
    Replaced of(List<String> replaced, WorkFolder work) {
        if (replaced.isEmpty()) {
            return Replaced.NONE;
        }
        Set<String> current = new HashSet<>(warehouse.fallbacks(catalog.lakeId(), replaced));
        Set<String> superseded = new HashSet<>(catalog.stage().replaced());
        superseded.retainAll(current);
        current.removeAll(superseded);
        List<StageFile> files = catalog.stage().published(current);
        if (files.size() < current.size()) {
            throw new DapException(
                    ErrorCode.LAKE_INCOMPATIBLE,
                    "The warehouse has taken %d STAGE files that the catalog does not know, with copies of events of the replaced days."
                            .formatted(current.size() - files.size()),
                    "Load the star from STAGE with 'dap rebuild --warehouse'.");
        }
        Map<Key, List<StageFile>> byFamily =
                files.stream()
                        .collect(
                                Collectors.groupingBy(
                                        file -> new Key(file.source(), file.family()),
                                        () ->
                                                new TreeMap<>(
                                                        Comparator.comparing((Key key) ->
                                                                        key.source().name())
                                                                .thenComparing(key ->
                                                                        key.family().name())),
                                        Collectors.toList()));
        List<Fallbacks> fallbacks = new ArrayList<>();
        byFamily.forEach((key, ofFamily) ->
                fallbacks.add(unload(sourceOf(key), key.family(), ofFamily, work)));
        return new Replaced(replaced, fallbacks, superseded);
    }

    private Source sourceOf(Key key) {
        return project.sources().stream()
                .filter(source -> source.name().equals(key.source()))
                .findFirst()
                .orElseThrow(() -> noTable(key.family()));
    }

    private Fallbacks unload(
            Source source, FamilyName family, List<StageFile> files, WorkFolder work) {
        TableDefinition table = source.findStageTable(family).orElseThrow(() -> noTable(family));
        boolean hasFault =
                warehouse
                        .prepare(source.warehouse(), Landings.of(source))
                        .faults()
                        .containsKey(family);
        LandingTable landing = Landings.of(family, table);
        Path csv = work.newFile("fallbacks-%s-%s.csv".formatted(source.name(), family));
        engine.unload(
                new DeclaredTables(project.settings().environment(), source).stage(table),
                files.stream().map(file -> BatchFiles.staged(file, layout)).toList(),
                BatchFiles.columns(landing),
                csv);
        return new Fallbacks(
                landing,
                files.stream().map(BatchFiles::of).toList(),
                csv,
                !hasFault && isCalled(source, family));
    }

    private static boolean isCalled(Source source, FamilyName family) {
        return source.warehouse()
                .findFamily(family)
                .filter(found ->
                        found.enabled() && found.problems().stream().noneMatch(Problem::isError))
                .isPresent();
    }

    private static DapException noTable(FamilyName family) {
        return new DapException(
                ErrorCode.PROJECT_INVALID,
                "Events of the replaced days have another copy in family %s, whose STAGE table the project no longer declares."
                        .formatted(family),
                "Declare the table again, or load the star without it: 'dap rebuild --warehouse'.");
    }
}
