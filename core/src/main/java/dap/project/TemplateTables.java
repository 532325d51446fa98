package dap.project;

import dap.errors.DapException;
import dap.errors.Problem;
import dap.model.Column;
import dap.model.HiveType;
import dap.model.HiveTypeParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the `AWS::Glue::Table` resources of a template.
final class TemplateTables {

    /// What stands between the parts that are not known: `${…}`.
    private static final Pattern NAMED = Pattern.compile("(?<![^}])[^${}]+");

    private final String file;
    private final TemplateFunctions functions;
    private final List<TableDefinition> tables = new ArrayList<>();
    private final List<Template.BrokenTable> broken = new ArrayList<>();

    TemplateTables(String file, TemplateFunctions functions) {
        this.file = file;
        this.functions = functions;
    }

    void take(Tree.Entry resource) {
        Tree properties =
                functions.resolve(resource.value().at("Properties").orElse(resource.value()));
        String name =
                properties
                        .at("TableInput", "Name")
                        .flatMap(Tree::asText)
                        .orElse(resource.key())
                        .toLowerCase(Locale.ROOT);
        try {
            refuseRepeatedKeys(resource.value());
            tables.add(table(resource, properties));
        } catch (ProblemFound e) {
            broken.add(new Template.BrokenTable(name, e.problem()));
        }
    }

    private TableDefinition table(Tree.Entry resource, Tree properties) {
        String database =
                properties
                        .at("DatabaseName")
                        .flatMap(Tree::asText)
                        .orElseThrow(() -> missing(resource, "`DatabaseName`"));
        Tree input =
                properties.at("TableInput").orElseThrow(() -> missing(resource, "`TableInput`"));
        String name =
                input.at("Name")
                        .flatMap(Tree::asText)
                        .orElseThrow(() -> missing(resource, "`TableInput.Name`"));
        Tree columns =
                input.at("StorageDescriptor", "Columns")
                        .orElseThrow(() -> missing(resource, "`StorageDescriptor.Columns`"));
        Set<String> names = new HashSet<>();
        return new TableDefinition(
                lowerCase(database),
                lowerCase(name),
                columns(columns, names),
                input.at("PartitionKeys").map(keys -> columns(keys, names)).orElse(List.of()),
                location(input),
                file,
                resource.line());
    }

    /// Without those parts that are not known: they are shown as the template spells them.
    private static String lowerCase(String name) {
        return NAMED.matcher(name).replaceAll(part -> part.group().toLowerCase(Locale.ROOT));
    }

    /// Of two values under one key nobody can know which is meant.
    private void refuseRepeatedKeys(Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            for (Tree.Entry repeated : mapping.repeated()) {
                throw new ProblemFound(
                        Problem.error(
                                file,
                                repeated.line(),
                                "The key " + Names.quoted(repeated.key()) + " is there twice.",
                                "Keep the one that is meant."));
            }
            mapping.entries().forEach(entry -> refuseRepeatedKeys(entry.value()));
        }
        tree.elements().forEach(this::refuseRepeatedKeys);
    }

    private ProblemFound missing(Tree.Entry resource, String what) {
        return new ProblemFound(
                Problem.error(
                        file,
                        resource.line(),
                        "The table of resource %s has no %s."
                                .formatted(Names.quoted(resource.key()), what),
                        "Declare it as CloudFormation has it for an AWS::Glue::Table."));
    }

    private static Optional<String> location(Tree input) {
        return input.at("StorageDescriptor", "Location")
                .flatMap(Tree::asText)
                .map(text -> text.replaceAll("/+$", ""))
                .filter(text -> !text.isEmpty());
    }

    private List<Column> columns(Tree list, Set<String> names) {
        if (!(list instanceof Tree.Items(List<Tree> items, int _))) {
            throw refused(
                    list,
                    "Columns must be a list, not " + list.describe() + ".",
                    "Write a list of Name and Type.");
        }
        return items.stream().map(item -> column(item, names)).toList();
    }

    private Column column(Tree item, Set<String> names) {
        String name =
                item.at("Name")
                        .flatMap(Tree::asText)
                        .orElseThrow(() -> refused(item, "A column has no `Name`.", "Name it."));
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw refused(
                    item,
                    "The column " + Names.quoted(name) + " is there twice, compared without case.",
                    "Remove one of them.");
        }
        Tree type =
                item.at("Type")
                        .orElseThrow(() ->
                                refused(
                                        item,
                                        "The column " + Names.quoted(name) + " has no `Type`.",
                                        "Give it one of Hive's types."));
        return new Column(name, type(name, type));
    }

    private HiveType type(String column, Tree type) {
        try {
            return HiveTypeParser.parse(type.asText().orElse(""));
        } catch (DapException e) {
            throw refused(type, "Column " + Names.quoted(column) + ": " + e.problem(), e.hint());
        }
    }

    private ProblemFound refused(Tree where, String message, String hint) {
        return new ProblemFound(Problem.error(file, where.line(), message, hint));
    }

    List<TableDefinition> tables() {
        return tables;
    }

    List<Template.BrokenTable> broken() {
        return broken;
    }
}
