package dap.query;

import dap.catalog.Catalog;
import dap.catalog.RawObject;
import dap.catalog.StageFile;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.model.TableName;
import dap.plan.DeclaredTables;
import dap.project.Project;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.raw.CanonicalForm;
import dap.raw.NormalizedCopy;
import dap.raw.RawOptions;
import dap.raw.RawTable;
import dap.raw.SchemaTree;
import dap.sql.LakeTables;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.store.LakeLayout;
import dap.store.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The lake's tables: RAW as crawled or pinned, STAGE as declared. Files are those that the catalog
/// knows; an object that is not canonical is read through a normalized copy, which lies in the work
/// folder for as long as that is open.
public final class ProjectTables implements LakeTables {

    /// The purpose of the work folders that queries use.
    public static final String WORK = "query";

    private final Project project;
    private final Catalog catalog;
    private final LakeLayout layout;
    private final WorkFolder work;

    public ProjectTables(Project project, Catalog catalog, LakeLayout layout, WorkFolder work) {
        this.project = project;
        this.catalog = catalog;
        this.layout = layout;
        this.work = work;
    }

    /// Where a table was found.
    private sealed interface Found {
        LakeTable table();

        record Raw(Source source, EventName event, RawTable rawTable) implements Found {
            @Override
            public LakeTable table() {
                return rawTable.lake();
            }
        }

        record Stage(Source source, FamilyName family, LakeTable table) implements Found {}
    }

    @Override
    public Optional<LakeTable> findTable(TableName name) {
        return find(name).map(Found::table);
    }

    @Override
    public List<TableName> tables() {
        List<TableName> names = new ArrayList<>();
        for (Source source : project.sources()) {
            String stage = declared(source).stageSchema();
            source.stageTables().forEach(table -> names.add(new TableName(stage, table.name())));
            TreeSet<EventName> events = new TreeSet<>(catalog.raw().tables(source.name()).keySet());
            source.pinnedRawTables().forEach(table -> events.add(new EventName(table.name())));
            events.forEach(
                    event -> names.add(new TableName(declared(source).rawSchema(), event.name())));
        }
        return names;
    }

    @Override
    public List<TableFile> files(TableName name) {
        Found found =
                find(name).orElseThrow(() -> new IllegalArgumentException("no table " + name));
        return switch (found) {
            case Found.Raw raw -> rawFiles(raw);
            case Found.Stage stage -> stageFiles(stage);
        };
    }

    private Optional<Found> find(TableName name) {
        String schema = name.schema().toLowerCase(Locale.ROOT);
        String table = name.table().toLowerCase(Locale.ROOT);
        for (Source source : project.sources()) {
            if (schema.equals(declared(source).stageSchema())) {
                return source.stageTables().stream()
                        .filter(declared -> declared.name().equals(table))
                        .findFirst()
                        .map(declared -> stage(source, declared));
            }
            if (schema.equals(declared(source).rawSchema())) {
                return findRaw(source, table);
            }
        }
        return Optional.empty();
    }

    private Found stage(Source source, TableDefinition declared) {
        return new Found.Stage(
                source, new FamilyName(declared.name()), declared(source).stage(declared));
    }

    private Optional<Found> findRaw(Source source, String table) {
        if (!EventName.isWireName(table.toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        EventName event = new EventName(table);
        Optional<SchemaTree> tree = catalog.raw().table(source.name(), event);
        boolean known =
                tree.isPresent()
                        || source.findPinnedRawTable(event).isPresent()
                        || source.findEvent(event).isPresent();
        return known
                ? Optional.of(new Found.Raw(source, event, declared(source).raw(event, tree)))
                : Optional.empty();
    }

    private List<TableFile> rawFiles(Found.Raw raw) {
        List<TableFile> files = new ArrayList<>();
        for (RawObject object : catalog.raw().objects(raw.source().name(), raw.event())) {
            files.add(
                    new TableFile(
                            readable(raw, object),
                            layout.pathOf(object.key()).toString(),
                            List.of(
                                    "%04d".formatted(object.arrivalDay().getYear()),
                                    "%02d".formatted(object.arrivalDay().getMonthValue()),
                                    "%02d".formatted(object.arrivalDay().getDayOfMonth()))));
        }
        return files;
    }

    private Path readable(Found.Raw raw, RawObject object) {
        Path path = layout.pathOf(object.key());
        if (CanonicalForm.isCanonical(object.clean(), object.tree(), raw.rawTable().columns())) {
            return path;
        }
        Path copy = work.newFile("query-" + object.id() + ".json");
        RawOptions options =
                new RawOptions(
                        project.settings().ingest().requireEventId(),
                        project.settings().ingest().maxEventIdLength());
        NormalizedCopy.write(List.of(path), raw.event(), raw.rawTable(), options, copy);
        return copy;
    }

    private List<TableFile> stageFiles(Found.Stage stage) {
        Map<String, TableFile> byDataFile = new LinkedHashMap<>();
        for (StageFile file : catalog.stage().files(stage.source().name(), stage.family())) {
            Path target = layout.pathOf(file.dataFile().key());
            // Committed a moment ago by a run that goes on: it is still being renamed.
            Path path =
                    Files.exists(target) ? target : layout.pathOf(file.dataFile().temporaryKey());
            byDataFile.put(
                    file.dataFile().key(),
                    new TableFile(
                            path,
                            target.toString(),
                            List.of(file.processedDate(), file.eventName())));
        }
        return List.copyOf(byDataFile.values());
    }

    private DeclaredTables declared(Source source) {
        return new DeclaredTables(project.settings().environment(), source);
    }
}
