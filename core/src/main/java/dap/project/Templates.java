package dap.project;

import dap.errors.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The templates of a data source: those of its STAGE tables, those of its RAW tables, and the
/// others that a build puts together with them.
///
/// The others lie beside them, in folders below, and in the folder above (a `base.yml` with
/// parameters, conditions and mappings). They are read when first asked for.
final class Templates {

    private static final List<String> ENDINGS = List.of(".yml", ".yaml", ".json", ".template");

    private final ProjectFolder folder;
    private final String environment;
    private final Map<String, String> given;
    private final Group stage;
    private final Group raw;
    private Optional<List<Loaded>> others = Optional.empty();

    /// @param given values of names that no template can know: `parameters` of `dap.yml`
    Templates(ProjectFolder folder, String environment, Map<String, String> given, Layout layout) {
        this.folder = folder;
        this.environment = environment;
        this.given = given;
        this.stage = group(layout.stage());
        this.raw = group(layout.raw());
    }

    /// A template file as it was found.
    ///
    /// @param tree absent where it declares nothing, or cannot be read
    /// @param problem why it cannot be read
    record Loaded(String file, Optional<Tree> tree, Optional<Problem> problem) {}

    /// What a path of the layout names: one file, or all templates of a folder.
    record Group(String path, List<Loaded> files) {
        Group {
            files = List.copyOf(files);
        }

        boolean isMissing() {
            return files.isEmpty();
        }

        List<Problem> problems() {
            return files.stream().flatMap(file -> file.problem().stream()).toList();
        }

        private boolean holds(String file) {
            return files.stream().anyMatch(loaded -> loaded.file().equals(file));
        }
    }

    Group stage() {
        return stage;
    }

    Group raw() {
        return raw;
    }

    /// Whether STAGE and RAW tables are declared in the same files.
    boolean areOne() {
        return stage.files().stream().anyMatch(file -> raw.holds(file.file()));
    }

    /// What the files of a group declare.
    Template read(Group group) {
        return read(group.files());
    }

    /// What the other templates declare.
    Template readOthers() {
        return read(others());
    }

    private Template read(List<Loaded> files) {
        return Template.merged(
                files.stream()
                        .flatMap(loaded ->
                                loaded.tree().stream()
                                        .map(tree -> Template.read(loaded.file(), scope(tree))))
                        .toList());
    }

    private TemplateScope scope(Tree tree) {
        return new TemplateScope(environment, given, tree, this::trees);
    }

    private List<Tree> trees() {
        return Stream.of(stage.files(), raw.files(), others())
                .flatMap(List::stream)
                .flatMap(loaded -> loaded.tree().stream())
                .toList();
    }

    private Group group(String path) {
        if (folder.isFolder(path)) {
            return new Group(path, load(folder.listDeep(path)));
        }
        return new Group(path, find(path).map(Templates::withResources).stream().toList());
    }

    /// A file that the layout names is asked for what it declares.
    private static Loaded withResources(Loaded loaded) {
        boolean isTemplate =
                loaded.problem().isPresent()
                        || loaded.tree().flatMap(tree -> tree.at("Resources")).isPresent();
        return isTemplate
                ? loaded
                : new Loaded(
                        loaded.file(),
                        Optional.empty(),
                        Optional.of(Template.withoutResources(loaded.file())));
    }

    private List<Loaded> others() {
        if (others.isEmpty()) {
            Set<String> files = new LinkedHashSet<>();
            for (Group group : List.of(stage, raw)) {
                String beside = folder.isFolder(group.path()) ? group.path() : above(group.path());
                files.addAll(beside.isEmpty() ? folder.listPaths("") : folder.listDeep(beside));
                files.addAll(folder.listPaths(above(beside)));
            }
            files.removeIf(file -> stage.holds(file) || raw.holds(file));
            // One that is no template is none of ours to judge: it only cannot help.
            others = Optional.of(load(List.copyOf(files)));
        }
        return others.get();
    }

    private List<Loaded> load(List<String> files) {
        return files.stream()
                .filter(file -> ENDINGS.stream().anyMatch(file::endsWith))
                .flatMap(file -> find(file).stream())
                .filter(loaded -> loaded.tree().isPresent() || loaded.problem().isPresent())
                .toList();
    }

    private Optional<Loaded> find(String file) {
        try {
            return folder.find(file)
                    .map(text -> new Loaded(file, Template.parse(text), Optional.empty()));
        } catch (ProblemFound e) {
            return Optional.of(new Loaded(file, Optional.empty(), Optional.of(e.problem())));
        }
    }

    private static String above(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }
}
