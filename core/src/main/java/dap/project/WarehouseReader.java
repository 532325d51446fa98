package dap.project;

import dap.errors.DidYouMean;
import dap.errors.Problem;
import dap.model.FamilyName;
import dap.project.FamiliesReader.Families;
import dap.project.WarehouseProject.WarehouseFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what a data source brings to the warehouse.
final class WarehouseReader {

    private final ProjectFolder folder;
    private final Layout layout;
    private final Families families;
    private final Set<String> ofOtherSources;
    private final Map<String, String> placeholders;
    private final Map<FamilyName, Draft> drafts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private WarehouseReader(
            ProjectFolder folder,
            Layout layout,
            Families families,
            Set<String> ofOtherSources,
            Map<String, String> placeholders) {
        this.folder = folder;
        this.layout = layout;
        this.families = families;
        this.ofOtherSources = ofOtherSources;
        this.placeholders = placeholders;
    }

    private record Draft(FamilyName name, boolean enabled, int line, List<Problem> problems) {}

    /// @param families of the source's own master config
    /// @param ofOtherSources families of sources that share the warehouse config: not this
    ///   source's, and no mistake
    /// @param placeholders of migrations, by name
    static WarehouseProject read(
            ProjectFolder folder,
            Layout layout,
            Families families,
            Set<String> ofOtherSources,
            Map<String, String> placeholders) {
        return new WarehouseReader(folder, layout, families, ofOtherSources, placeholders).read();
    }

    private WarehouseProject read() {
        tried(this::readConfig);
        List<WarehouseFamily> read = drafts.values().stream().map(this::family).toList();
        tried(this::reportProceduresOfNoFamily);
        List<Migration> migrations = new ArrayList<>();
        tried(() ->
                migrations.addAll(
                        Migrations.read(folder, layout.migrations(), placeholders, problems)));
        return new WarehouseProject(read, setup(), migrations, problems);
    }

    private void tried(Runnable part) {
        try {
            part.run();
        } catch (ProblemFound e) {
            problems.add(e.problem());
        }
    }

    private void readConfig() {
        Optional<TextFile> text = folder.find(layout.warehouseConfig());
        if (text.isPresent()) {
            ConfigFile.Entries entries = ConfigFile.read(text.get(), List.of("product_family"));
            problems.addAll(entries.problems());
            entries.entries().forEach(this::take);
        }
    }

    private void take(ConfigFile.Entry entry) {
        Optional<Names<FamilyName>> read =
                entry.family()
                        .map(text -> Names.family(text.spelling(), entry.file(), text.line()));
        Optional<FamilyName> name = read.flatMap(Names::name);
        List<Problem> found = new ArrayList<>(entry.problems());
        read.flatMap(Names::problem).ifPresent(found::add);
        if (name.isEmpty()) {
            problems.addAll(found);
        } else if (!ofOtherSources.contains(name.get().name())) {
            take(entry, name.get(), found);
        }
    }

    private void take(ConfigFile.Entry entry, FamilyName name, List<Problem> found) {
        boolean enabled = entry.enabled().orElse(true);
        Draft known = drafts.get(name);
        if (known != null) {
            known.problems().addAll(found);
            known.problems()
                    .add(
                            entry.repeats(
                                    "The family `" + name + "`",
                                    known.line(),
                                    known.enabled() == enabled));
            return;
        }
        checkMaster(entry, name, enabled).ifPresent(found::add);
        drafts.put(name, new Draft(name, enabled, entry.line(), found));
    }

    /// The warehouse gets its rows from STAGE: a family must be in the master config too.
    private Optional<Problem> checkMaster(
            ConfigFile.Entry entry, FamilyName name, boolean enabled) {
        Optional<FamilyDraft> family = families.find(name.name());
        if (family.isEmpty()) {
            String message =
                    "The family `%s` is in no master config%s"
                            .formatted(name, DidYouMean.sentenceEnd(name.name(), families.names()));
            String hint = "Correct the name, or add the family to " + layout.masterConfig() + ".";
            return Optional.of(
                    enabled
                            ? Problem.error(entry.file(), entry.line(), message, hint)
                            : Problem.warning(entry.file(), entry.line(), message, hint));
        }
        return enabled && !family.get().enabled()
                ? Optional.of(
                        Problem.warning(
                                entry.file(),
                                entry.line(),
                                "The family `"
                                        + name
                                        + "` is enabled here and not in the master config.",
                                "Enable it in both, or in neither."))
                : Optional.empty();
    }

    private WarehouseFamily family(Draft draft) {
        String file = layout.procedure(draft.name().name());
        Optional<SqlFile> procedure = Optional.empty();
        try {
            procedure = folder.find(file).map(TextFile::asSql);
            if (procedure.isEmpty()) {
                draft.problems().add(missing(draft, file));
            }
        } catch (ProblemFound e) {
            draft.problems().add(e.problem());
        }
        return new WarehouseFamily(draft.name(), draft.enabled(), procedure, draft.problems());
    }

    private Problem missing(Draft draft, String file) {
        String message =
                "The family `%s` (%s:%d) has no procedure%s"
                        .formatted(
                                draft.name(),
                                layout.warehouseConfig(),
                                draft.line(),
                                DidYouMean.sentenceEnd(
                                        "sp_" + draft.name() + ".sql", proceduresOfNoFamily()));
        String hint = "Write the file, or disable the family in " + layout.warehouseConfig() + ".";
        return draft.enabled()
                ? Problem.error(file, 0, message, hint)
                : Problem.warning(file, 0, message, hint);
    }

    private List<String> proceduresOfNoFamily() {
        Set<String> known = new HashSet<>(ofOtherSources);
        drafts.keySet().forEach(name -> known.add(name.name()));
        return folder.list(layout.warehouseScripts()).stream()
                .filter(name -> name.startsWith("sp_") && name.endsWith(".sql"))
                .filter(name -> !layout.setupProcedure().endsWith("/" + name))
                .filter(name -> !known.contains(name.substring(3, name.length() - 4)))
                .toList();
    }

    private void reportProceduresOfNoFamily() {
        for (String name : proceduresOfNoFamily()) {
            problems.add(
                    Problem.warning(
                            layout.warehouseScripts() + "/" + name,
                            0,
                            "The procedure belongs to no family of %s, and is not deployed."
                                    .formatted(layout.warehouseConfig()),
                            "Add the family to that config, rename the file, or remove it."));
        }
    }

    private Optional<SqlFile> setup() {
        try {
            return folder.find(layout.setupProcedure()).map(TextFile::asSql);
        } catch (ProblemFound e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }
}
