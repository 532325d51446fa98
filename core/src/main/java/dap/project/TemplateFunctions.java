package dap.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Resolves the functions of a CloudFormation template as far as they can be known without AWS.
///
/// What cannot be known stays visible as `${…}` text and never fails.
final class TemplateFunctions {

    private static final Pattern PLACE = Pattern.compile("\\$\\{(!?)([^{}]*)}");
    private static final String NO_VALUE = "AWS::NoValue";

    private final TemplateScope scope;
    private final Set<String> beingResolved = new HashSet<>();

    TemplateFunctions(TemplateScope scope) {
        this.scope = scope;
    }

    /// The tree with every function replaced by its value.
    Tree resolve(Tree tree) {
        return switch (tree) {
            case Tree.Scalar scalar -> scalar;
            case Tree.Items(List<Tree> items, int line) -> new Tree.Items(resolveAll(items), line);
            case Tree.Mapping mapping -> isFunction(mapping) ? call(mapping) : entries(mapping);
        };
    }

    /// Whether a resource, or a value under a condition, is wanted; empty where nobody can know.
    Optional<Boolean> holds(String condition) {
        String key = "Conditions." + condition;
        if (!beingResolved.add(key)) {
            return Optional.empty();
        }
        try {
            return scope.find("Conditions", condition).flatMap(this::decide);
        } finally {
            beingResolved.remove(key);
        }
    }

    private List<Tree> resolveAll(List<Tree> items) {
        return items.stream().map(this::resolve).filter(item -> !isNoValue(item)).toList();
    }

    private Tree entries(Tree.Mapping mapping) {
        List<Tree.Entry> resolved = new ArrayList<>();
        for (Tree.Entry entry : mapping.entries()) {
            Tree value = resolve(entry.value());
            if (!isNoValue(value)) {
                resolved.add(new Tree.Entry(entry.key(), entry.line(), value));
            }
        }
        return new Tree.Mapping(resolved, mapping.line());
    }

    private static boolean isFunction(Tree.Mapping mapping) {
        return mapping.entries().size() == 1
                && (mapping.keys().getFirst().equals("Ref")
                        || mapping.keys().getFirst().startsWith("Fn::"));
    }

    private static boolean isNoValue(Tree tree) {
        return tree instanceof Tree.Scalar scalar && scalar.spelling().equals(NO_VALUE);
    }

    private Tree call(Tree.Mapping mapping) {
        Tree.Entry function = mapping.entries().getFirst();
        int line = mapping.line();
        Tree argument = function.value();
        return switch (function.key()) {
            case "Ref" -> text(ref(plain(argument)), line);
            case "Fn::GetAtt" -> text(attribute(argument), line);
            case "Fn::Sub" -> text(substitute(argument), line);
            case "Fn::Join" -> text(join(argument), line);
            case "Fn::FindInMap" -> findInMap(argument, line);
            case "Fn::ImportValue" -> text(imported(plain(argument)), line);
            case "Fn::If" -> choose(argument, line);
            case "Fn::Select" -> select(argument, line);
            case "Fn::Split" -> split(argument, line);
            default -> text(visible(function.key()), line);
        };
    }

    private static Tree text(String text, int line) {
        return new Tree.Scalar(text, Tree.Kind.TEXT, line);
    }

    private static String visible(String name) {
        return name.startsWith("${") ? name : "${" + name + "}";
    }

    /// What `dap.yml` says of it, or the name made visible.
    private String given(String name) {
        return scope.given(name).orElseGet(() -> visible(name));
    }

    /// The text of an argument; what is no text becomes visible as such.
    private String plain(Tree argument) {
        Tree resolved = resolve(argument);
        return resolved.asText()
                .orElseGet(() ->
                        resolved.elements().isEmpty()
                                ? visible("?")
                                : resolved.elements().stream()
                                        .map(item -> item.asText().orElse("${?}"))
                                        .collect(Collectors.joining(",")));
    }

    private String ref(String name) {
        if (name.equals(NO_VALUE)) {
            return NO_VALUE;
        }
        if (scope.given(name).isPresent()) {
            return given(name);
        }
        if (TemplateScope.isEnvironment(name)) {
            return scope.environment();
        }
        if (!beingResolved.add(name)) {
            return visible(name);
        }
        try {
            return scope.find("Parameters", name, "Default")
                    .map(this::plain)
                    .or(() -> scope.find("Resources", name).flatMap(tree -> nameOf(name, tree)))
                    .orElseGet(() -> visible(name));
        } finally {
            beingResolved.remove(name);
        }
    }

    /// What `Ref` gives for a resource whose name a template can know.
    private Optional<String> nameOf(String logicalId, Tree resource) {
        Optional<Tree> properties = resource.at("Properties");
        return switch (resource.at("Type").flatMap(Tree::asText).orElse("")) {
            case "AWS::Glue::Database" -> name(properties, "DatabaseInput", "Name");
            case "AWS::Glue::Table" -> name(properties, "TableInput", "Name");
            case "AWS::Glue::Crawler" -> name(properties, "Name");
            case "AWS::S3::Bucket" ->
                    name(properties, "BucketName").or(() -> Optional.of(logicalId));
            default -> Optional.empty();
        };
    }

    private Optional<String> name(Optional<Tree> properties, String key, String... more) {
        return properties.flatMap(tree -> tree.at(key, more)).map(this::plain);
    }

    /// `Bucket.Arn`, as text or as a list; other attributes are given by AWS alone.
    private String attribute(Tree argument) {
        String path =
                argument.elements().isEmpty()
                        ? plain(argument)
                        : argument.elements().stream()
                                .map(this::plain)
                                .collect(Collectors.joining("."));
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        boolean arnOfBucket =
                path.endsWith(".Arn")
                        && scope.find("Resources", name, "Type")
                                .flatMap(Tree::asText)
                                .filter("AWS::S3::Bucket"::equals)
                                .isPresent();
        return arnOfBucket ? "arn:aws:s3:::" + ref(name) : given(path);
    }

    /// What another stack exports, where that stack's template is among those of the project.
    private String imported(String name) {
        String key = "Fn::ImportValue." + name;
        if (scope.given(name).isPresent() || !beingResolved.add(key)) {
            return given(name);
        }
        try {
            return scope.everywhere("Outputs")
                    .map(Tree.Entry::value)
                    .filter(output ->
                            output.at("Export", "Name")
                                    .map(this::plain)
                                    .filter(name::equals)
                                    .isPresent())
                    .findFirst()
                    .flatMap(output -> output.at("Value"))
                    .map(this::plain)
                    .orElseGet(() -> visible(name));
        } finally {
            beingResolved.remove(key);
        }
    }

    private String substitute(Tree argument) {
        List<Tree> parts = argument.elements();
        String pattern =
                parts.isEmpty() ? argument.asText().orElse("${?}") : plain(parts.getFirst());
        Map<String, String> own = new HashMap<>();
        if (parts.size() > 1) {
            parts.get(1).entries().forEach(entry -> own.put(entry.key(), plain(entry.value())));
        }
        return PLACE.matcher(pattern)
                .replaceAll(found ->
                        Matcher.quoteReplacement(place(found.group(1), found.group(2), own)));
    }

    private String place(String bang, String body, Map<String, String> own) {
        String name = body.strip();
        if (!bang.isEmpty()) {
            return visible(body);
        }
        if (own.containsKey(name)) {
            return own.getOrDefault(name, "");
        }
        return name.contains(".") ? attribute(text(name, 0)) : ref(name);
    }

    private String join(Tree argument) {
        List<Tree> parts = argument.elements();
        if (parts.size() != 2) {
            return visible("Fn::Join");
        }
        Tree items = resolve(parts.get(1));
        return items.elements().isEmpty()
                ? plain(items)
                : items.elements().stream()
                        .map(this::plain)
                        .collect(Collectors.joining(plain(parts.get(0))));
    }

    private Tree findInMap(Tree argument, int line) {
        List<String> path = argument.elements().stream().limit(3).map(this::plain).toList();
        if (path.size() < 3) {
            return text(visible("Fn::FindInMap"), line);
        }
        return scope.find("Mappings", path.toArray(String[]::new))
                .or(() ->
                        argument.elements().stream()
                                .skip(3)
                                .findFirst()
                                .flatMap(more -> more.at("DefaultValue")))
                .map(this::resolve)
                .orElseGet(() -> text(given(String.join(".", path)), line));
    }

    private Tree choose(Tree argument, int line) {
        List<Tree> parts = argument.elements();
        if (parts.size() != 3) {
            return text(visible("Fn::If"), line);
        }
        String condition = plain(parts.getFirst());
        return holds(condition)
                .map(holds -> resolve(parts.get(holds ? 1 : 2)))
                .orElseGet(() -> text(unknownOf(condition), line));
    }

    /// What a condition hangs on that nobody knows; its own name where that cannot be told.
    private String unknownOf(String condition) {
        return scope.find("Conditions", condition)
                .flatMap(tree -> firstUnknown(resolveSides(tree)))
                .orElseGet(() -> visible(condition));
    }

    private Tree resolveSides(Tree condition) {
        return condition.entries().stream()
                .findFirst()
                .filter(function -> function.key().equals("Fn::Equals"))
                .map(function -> resolve(function.value()))
                .orElse(condition);
    }

    private static Optional<String> firstUnknown(Tree sides) {
        return sides.elements().stream()
                .flatMap(side -> side.asText().stream())
                .flatMap(side -> PLACE.matcher(side).results().map(MatchResult::group))
                .findFirst();
    }

    private Tree select(Tree argument, int line) {
        List<Tree> parts = argument.elements();
        if (parts.size() == 2) {
            List<Tree> items = resolve(parts.get(1)).elements();
            String index = plain(parts.getFirst());
            if (index.matches("[0-9]{1,6}") && Integer.parseInt(index) < items.size()) {
                return items.get(Integer.parseInt(index));
            }
        }
        return text(visible("Fn::Select"), line);
    }

    private Tree split(Tree argument, int line) {
        List<Tree> parts = argument.elements();
        if (parts.size() != 2) {
            return text(visible("Fn::Split"), line);
        }
        String delimiter = plain(parts.get(0));
        String[] pieces = plain(parts.get(1)).split(Pattern.quote(delimiter), -1);
        return new Tree.Items(
                List.of(pieces).stream().map(piece -> text(piece, line)).toList(), line);
    }

    private Optional<Boolean> decide(Tree condition) {
        if (!(condition instanceof Tree.Mapping mapping) || mapping.entries().size() != 1) {
            return Optional.empty();
        }
        Tree argument = mapping.entries().getFirst().value();
        return switch (mapping.keys().getFirst()) {
            case "Fn::Equals" -> equal(argument.elements());
            case "Fn::Not" ->
                    argument.elements().stream()
                            .findFirst()
                            .flatMap(this::decide)
                            .map(holds -> !holds);
            case "Fn::And" -> all(argument.elements(), true);
            case "Fn::Or" -> all(argument.elements(), false);
            case "Condition" -> holds(plain(argument));
            default -> Optional.empty();
        };
    }

    private Optional<Boolean> equal(List<Tree> sides) {
        if (sides.size() != 2) {
            return Optional.empty();
        }
        String left = plain(sides.get(0));
        String right = plain(sides.get(1));
        boolean known = left.equals(right) || !(left.contains("${") || right.contains("${"));
        return known ? Optional.of(left.equals(right)) : Optional.empty();
    }

    /// `And` for true, `Or` for false: one part that differs from `rest` settles it; else all must
    /// be known.
    private Optional<Boolean> all(List<Tree> parts, boolean rest) {
        List<Optional<Boolean>> decided = parts.stream().map(this::decide).toList();
        if (decided.contains(Optional.of(!rest))) {
            return Optional.of(!rest);
        }
        return decided.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(rest);
    }
}
