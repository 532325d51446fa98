package dap.project;

import dap.errors.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The two templates of a data source, and those beside them, in which their references may lie.
final class Templates {

    private static final List<String> ENDINGS = List.of(".yml", ".yaml", ".json", ".template");

    private final ProjectFolder folder;
    private final String environment;
    private final Loaded stage;
    private final Loaded raw;
    private Optional<List<Tree>> siblings = Optional.empty();

    Templates(ProjectFolder folder, String environment, Layout layout) {
        this.folder = folder;
        this.environment = environment;
        this.stage = load(layout.stage());
        this.raw = load(layout.raw());
    }

    /// A template file as it was found.
    ///
    /// @param tree absent where there is no such file, or it is no template
    /// @param problem why it is no template
    record Loaded(String file, Optional<Tree> tree, Optional<Problem> problem) {
        boolean isMissing() {
            return tree.isEmpty() && problem.isEmpty();
        }
    }

    Loaded stage() {
        return stage;
    }

    Loaded raw() {
        return raw;
    }

    /// What one of the two declares.
    Template read(Loaded template) {
        return template.tree()
                .map(tree ->
                        Template.read(
                                template.file(),
                                new TemplateScope(environment, tree, this::others)))
                .orElse(Template.EMPTY);
    }

    private Loaded load(String file) {
        try {
            return new Loaded(file, folder.find(file).map(Template::parse), Optional.empty());
        } catch (ProblemFound e) {
            return new Loaded(file, Optional.empty(), Optional.of(e.problem()));
        }
    }

    /// The two themselves, then the templates beside them, read when first asked for.
    private List<Tree> others() {
        if (siblings.isEmpty()) {
            siblings = Optional.of(loadSiblings());
        }
        return Stream.concat(
                        Stream.of(stage, raw).flatMap(loaded -> loaded.tree().stream()),
                        siblings.get().stream())
                .toList();
    }

    private List<Tree> loadSiblings() {
        List<Tree> found = new ArrayList<>();
        for (String directory :
                new TreeSet<>(List.of(directory(stage.file()), directory(raw.file())))) {
            for (String name : folder.list(directory)) {
                String file = directory.isEmpty() ? name : directory + "/" + name;
                boolean another = !file.equals(stage.file()) && !file.equals(raw.file());
                if (another && ENDINGS.stream().anyMatch(name::endsWith)) {
                    // One that is no template is none of ours to judge: it only cannot help.
                    load(file).tree().ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static String directory(String file) {
        return file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "";
    }
}
