package dap.redshift.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of a statement.
public sealed interface SyntaxNode
        permits Alias,
                Assignment,
                Expression,
                FromItem,
                MergeBranch,
                Query,
                QueryBody,
                Query.Cte,
                SelectItem,
                SortItem,
                Statement,
                Step,
                TypeName,
                When,
                Window {

    /// The tokens it was read from.
    Span span();

    /// The parts of it that are trees themselves, in the order of the text.
    List<SyntaxNode> children();

    /// The location in the file, for messages.
    default Token first() {
        return span().first();
    }

    /// The trees in `parts`: trees, lists of them, and what may be absent.
    static List<SyntaxNode> list(Object... parts) {
        List<SyntaxNode> trees = new ArrayList<>();
        for (Object part : parts) {
            switch (part) {
                case SyntaxNode tree -> trees.add(tree);
                case Optional<?> maybe -> maybe.ifPresent(it -> trees.addAll(list(it)));
                case Iterable<?> several -> several.forEach(it -> trees.addAll(list(it)));
                default -> throw new IllegalArgumentException(part.getClass().getName());
            }
        }
        return List.copyOf(trees);
    }
}
