package dap.project;

import dap.errors.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a CloudFormation template declares: tables and crawlers.
///
/// @param tables those whose columns could be read
/// @param brokenTables those that could not, with the reason
/// @param problems faults of no single table
record Template(
        List<TableDefinition> tables,
        List<BrokenTable> brokenTables,
        List<Crawler> crawlers,
        List<Problem> problems) {

    static final Template EMPTY = new Template(List.of(), List.of(), List.of(), List.of());

    Template {
        tables = List.copyOf(tables);
        brokenTables = List.copyOf(brokenTables);
        crawlers = List.copyOf(crawlers);
        problems = List.copyOf(problems);
    }

    /// A table that is declared and cannot be used.
    ///
    /// @param name lower case; the logical id where it has no name
    record BrokenTable(String name, Problem problem) {}

    /// Several templates as one, as a build puts them together.
    static Template merged(List<Template> templates) {
        return new Template(
                templates.stream().flatMap(one -> one.tables.stream()).toList(),
                templates.stream().flatMap(one -> one.brokenTables.stream()).toList(),
                templates.stream().flatMap(one -> one.crawlers.stream()).toList(),
                templates.stream().flatMap(one -> one.problems.stream()).toList());
    }

    /// Reads the text of a template or of a fragment of one; JSON is tried first where the text
    /// looks like it.
    ///
    /// @return absent where it is something else
    /// @throws ProblemFound if it cannot be read
    static Optional<Tree> parse(TextFile file) {
        Optional<Tree> tree =
                file.text().stripLeading().startsWith("{") ? asJson(file) : YamlText.read(file);
        return tree.flatMap(TemplateForm::of);
    }

    static Problem withoutResources(String file) {
        return Problem.error(
                file,
                0,
                "The template has no `Resources`.",
                "Declare its tables there, or, in a fragment that a build puts there, at the top"
                        + " level.");
    }

    /// Whether AWS puts other resources in the place of this one.
    static boolean isUnfoldedByAws(String key) {
        return key.startsWith("Fn::ForEach") || key.equals("Fn::Transform");
    }

    private static Optional<Tree> asJson(TextFile file) {
        try {
            return Optional.of(JsonText.read(file));
        } catch (ProblemFound notJson) {
            return YamlText.read(file);
        }
    }

    /// The tables and crawlers of a template.
    static Template read(String file, TemplateScope scope) {
        TemplateFunctions functions = new TemplateFunctions(scope);
        TemplateTables tables = new TemplateTables(file, functions);
        List<Crawler> crawlers = new ArrayList<>();
        List<Problem> problems = new ArrayList<>(repeatedIds(file, scope));
        for (Tree.Entry resource : scope.resources()) {
            if (isUnfoldedByAws(resource.key())) {
                problems.add(unfolded(file, resource));
            } else if (isWanted(resource.value(), functions)) {
                switch (resource.value().at("Type").flatMap(Tree::asText).orElse("")) {
                    case "AWS::Glue::Table" -> tables.take(resource);
                    case "AWS::Glue::Crawler" -> crawlers.add(crawler(file, resource, functions));
                    default -> {
                        // A template holds much that is not ours: roles, buckets, queries.
                    }
                }
            }
        }
        return new Template(tables.tables(), tables.broken(), crawlers, problems);
    }

    private static boolean isWanted(Tree resource, TemplateFunctions functions) {
        return resource.at("Condition")
                .flatMap(Tree::asText)
                .flatMap(functions::holds)
                .orElse(true);
    }

    private static List<Problem> repeatedIds(String file, TemplateScope scope) {
        return new Tree.Mapping(scope.resources(), 0)
                .repeated().stream()
                        .map(entry ->
                                Problem.warning(
                                        file,
                                        entry.line(),
                                        "The resource %s is there twice."
                                                .formatted(Names.quoted(entry.key())),
                                        "Give each resource an id of its own."))
                        .toList();
    }

    private static Problem unfolded(String file, Tree.Entry resource) {
        String function = resource.key().startsWith("Fn::ForEach") ? "Fn::ForEach" : resource.key();
        return Problem.warning(
                file,
                resource.line(),
                "`%s` is not unfolded: tables that it makes are not seen.".formatted(function),
                "Declare each table as a resource of its own.");
    }

    private static Crawler crawler(String file, Tree.Entry resource, TemplateFunctions functions) {
        Tree properties =
                functions.resolve(resource.value().at("Properties").orElse(resource.value()));
        String name = properties.at("Name").flatMap(Tree::asText).orElse(resource.key());
        List<String> paths =
                properties.at("Targets", "S3Targets").stream()
                        .flatMap(targets -> targets.elements().stream())
                        .flatMap(target -> target.at("Path").flatMap(Tree::asText).stream())
                        .toList();
        List<String> tables =
                properties.at("Targets", "CatalogTargets").stream()
                        .flatMap(targets -> targets.elements().stream())
                        .flatMap(target -> target.at("Tables").stream())
                        .flatMap(list -> SettingForm.texts(list).stream())
                        .map(table -> table.toLowerCase(Locale.ROOT))
                        .toList();
        return new Crawler(name, paths, tables, file, resource.line());
    }
}
