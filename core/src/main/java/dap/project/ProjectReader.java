package dap.project;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.model.DataSource;
import dap.project.FamiliesReader.Families;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads a project's folder, whole: settings, then every data source with its families, tables and
/// its side of the warehouse.
public final class ProjectReader {

    private final ProjectFolder folder;
    private final SettingsReader.Found found;
    private final Map<DataSource, Families> families = new LinkedHashMap<>();
    private final Map<DataSource, Problem> unreadable = new LinkedHashMap<>();

    private ProjectReader(ProjectFolder folder, SettingsReader.Found found) {
        this.folder = folder;
        this.found = found;
    }

    /// What the folder says. Faults of families, events and the warehouse are among its problems.
    ///
    /// @throws DapException `FILE_MISSING` if the folder is no project, `PROJECT_INVALID` if its
    ///   settings or its master config cannot be read: then no plan can be made
    public static Project read(Path folder, Overrides overrides) {
        return open(folder, overrides).read();
    }

    /// Reads the settings alone; the rest is read by [#read()].
    ///
    /// @throws DapException `FILE_MISSING` if there is no such folder, `PROJECT_INVALID` if its
    ///   settings cannot be read
    public static ProjectReader open(Path folder, Overrides overrides) {
        Path root = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new DapException(
                    ErrorCode.FILE_MISSING,
                    "There is no folder " + root + ".",
                    "Name the project's folder with --project.");
        }
        ProjectFolder project = new ProjectFolder(root);
        return new ProjectReader(project, SettingsReader.read(project, overrides));
    }

    public Settings settings() {
        return found.settings();
    }

    /// The settings of a folder, and where its first data source's files lie, whether they are
    /// there or not: for what writes them.
    ///
    /// @throws DapException `PROJECT_INVALID` if its settings cannot be read
    public static Place placeOf(Path folder, Overrides overrides) {
        SettingsReader.Found found =
                SettingsReader.read(
                        new ProjectFolder(folder.toAbsolutePath().normalize()), overrides);
        return new Place(found.settings(), found.layouts().firstEntry().getValue());
    }

    /// @param layout of the first data source
    public record Place(Settings settings, Layout layout) {}

    /// What the folder says, as [#read(Path, Overrides)] does.
    public Project read() {
        found.layouts().forEach(this::readFamilies);
        refuseWithoutFamilies();
        List<Source> sources = new ArrayList<>();
        found.layouts().forEach((name, layout) -> sources.add(source(name, layout)));
        return new Project(folder.root(), found.settings(), sources, List.of());
    }

    private void readFamilies(DataSource source, Layout layout) {
        try {
            families.put(source, FamiliesReader.read(folder, layout));
        } catch (ProblemFound e) {
            unreadable.put(source, e.problem());
        }
    }

    /// One source without its master config is that source's fault; all of them leave no plan.
    private void refuseWithoutFamilies() {
        if (families.isEmpty()) {
            Problem first = unreadable.values().iterator().next();
            throw first.toException(
                    first.line() == 0 ? ErrorCode.FILE_MISSING : ErrorCode.PROJECT_INVALID);
        }
    }

    private Source source(DataSource name, Layout layout) {
        Families own = families.get(name);
        if (own == null) {
            List<Problem> why =
                    unreadable.containsKey(name) ? List.of(unreadable.get(name)) : List.of();
            WarehouseProject nothing =
                    new WarehouseProject(List.of(), Optional.empty(), List.of(), List.of());
            return new Source(name, List.of(), List.of(), List.of(), List.of(), nothing, why);
        }
        List<Problem> problems = new ArrayList<>(own.problems());
        Set<String> events = namesWhere(layout, Layout::dml, Families::eventNames);
        problems.addAll(DmlReader.read(folder, layout, own.events(), events));
        TablesReader.Tables tables =
                TablesReader.read(
                        new Templates(
                                folder, found.settings().environment(), found.parameters(), layout),
                        found.settings().environment() + "-" + name.name(),
                        own);
        problems.addAll(tables.problems());
        Set<String> others = namesWhere(layout, Layout::warehouseScripts, Families::names);
        others.removeAll(own.names());
        WarehouseProject warehouse =
                WarehouseReader.read(folder, layout, own, others, found.placeholders());
        return new Source(
                name,
                own.families().stream().map(FamilyDraft::toFamily).toList(),
                tables.stage(),
                tables.pinnedRaw(),
                tables.crawlers(),
                warehouse,
                problems);
    }

    /// Names that all sources together have which share a folder with this one.
    private Set<String> namesWhere(
            Layout layout,
            Function<Layout, String> folderOf,
            Function<Families, List<String>> names) {
        Set<String> all = new TreeSet<>();
        families.forEach((source, read) -> {
            Layout other = found.layouts().get(source);
            if (other != null && folderOf.apply(other).equals(folderOf.apply(layout))) {
                all.addAll(names.apply(read));
            }
        });
        return all;
    }
}
