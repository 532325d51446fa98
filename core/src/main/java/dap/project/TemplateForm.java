package dap.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings what may be in a template's file into one form: sections, with the resources under
/// `Resources`.
///
/// A fragment, which a build puts under the `Resources` of another file, has its resources at the
/// top level; sections may stand beside them.
final class TemplateForm {

    private static final String RESOURCES = "Resources";

    private static final Set<String> SECTIONS =
            Set.of(
                    "AWSTemplateFormatVersion",
                    "Conditions",
                    "Description",
                    "Globals",
                    "Hooks",
                    "Mappings",
                    "Metadata",
                    "Outputs",
                    "Parameters",
                    RESOURCES,
                    "Rules",
                    "Transform");

    private TemplateForm() {}

    /// The tree with `Resources`, or with other sections alone; absent where it is no template.
    static Optional<Tree> of(Tree tree) {
        Optional<Tree> wrapped = tree.at("resources", RESOURCES).flatMap(_ -> tree.at("resources"));
        if (wrapped.isPresent() || tree.at(RESOURCES).isPresent()) {
            return wrapped.or(() -> Optional.of(tree));
        }
        List<Tree.Entry> sections = new ArrayList<>();
        List<Tree.Entry> resources = new ArrayList<>();
        for (Tree.Entry entry : tree.entries()) {
            if (isResource(entry)) {
                resources.add(entry);
            } else if (SECTIONS.contains(entry.key())) {
                sections.add(entry);
            }
        }
        if (!resources.isEmpty()) {
            int line = resources.getFirst().line();
            sections.add(new Tree.Entry(RESOURCES, line, new Tree.Mapping(resources, line)));
        }
        return sections.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tree.Mapping(sections, tree.line()));
    }

    private static boolean isResource(Tree.Entry entry) {
        boolean isTyped =
                entry.value()
                        .at("Type")
                        .flatMap(Tree::asText)
                        .filter(type -> type.contains("::"))
                        .isPresent();
        return isTyped || Template.isUnfoldedByAws(entry.key());
    }
}
