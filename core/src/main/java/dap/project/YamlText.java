package dap.project;

import dap.errors.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a YAML file into a [Tree]: one document, with anchors, merge keys and the short tags of
/// CloudFormation.
///
/// It works on the parser's events, so that neither depth nor aliases of aliases can exhaust the
/// memory or the stack.
final class YamlText {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_VALUES = 500_000;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> BOOLEANS =
            Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Set<String> TAGS_WITHOUT_PREFIX = Set.of("Ref", "Condition");

    private final TextFile file;
    private final Iterator<Event> events;
    private final Map<Anchor, Tree> anchors = new HashMap<>();
    private final Map<Anchor, Integer> anchoredValues = new HashMap<>();
    private int values;

    private YamlText(TextFile file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    /// The file's document; absent where it holds nothing but comments.
    ///
    /// @throws ProblemFound if the text is not YAML, or more than one document
    static Optional<Tree> read(TextFile file) {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(file.text()).iterator();
            return new YamlText(file, events).document();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw broken(file, line, e.getProblem());
        } catch (YamlEngineException e) {
            throw broken(file, 0, "it holds a sign that YAML does not allow");
        }
    }

    private Optional<Tree> document() {
        Optional<Tree> found = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                if (found.isPresent()) {
                    throw broken(file, line(event), "a second document begins here");
                }
                found = Optional.of(value(node, 0));
            }
        }
        return found;
    }

    private Tree value(NodeEvent event, int depth) {
        if (depth > MAX_DEPTH) {
            throw broken(file, line(event), "it is nested more than " + MAX_DEPTH + " deep");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        int before = count(event, 1);
        Tree tree = tagged(event, untagged(event, depth));
        event.getAnchor()
                .ifPresent(anchor -> {
                    anchors.put(anchor, tree);
                    anchoredValues.put(anchor, values - before);
                });
        return tree;
    }

    private Tree untagged(NodeEvent event, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        return event.getEventId() == Event.ID.MappingStart
                ? mapping(event, depth)
                : items(event, depth);
    }

    private Tree aliased(AliasEvent alias) {
        Tree tree = anchors.get(alias.getAlias());
        if (tree == null) {
            throw broken(file, line(alias), "the alias `*" + alias.getAlias() + "` has no anchor");
        }
        count(alias, anchoredValues.getOrDefault(alias.getAlias(), 1));
        return tree;
    }

    /// Counts values, aliased ones each time; returns how many there were before.
    private int count(Event event, int more) {
        int before = values;
        values += more;
        if (values > MAX_VALUES) {
            throw broken(file, line(event), "it unfolds to more than " + MAX_VALUES + " values");
        }
        return before;
    }

    private Tree items(NodeEvent start, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Event next = events.next(); next instanceof NodeEvent node; next = events.next()) {
            items.add(value(node, depth + 1));
        }
        return new Tree.Items(items, line(start));
    }

    private Tree mapping(NodeEvent start, int depth) {
        List<Tree.Entry> entries = new ArrayList<>();
        List<Tree> merged = new ArrayList<>();
        for (Event next = events.next(); next instanceof NodeEvent node; next = events.next()) {
            String key = key(node, depth);
            Tree value = value((NodeEvent) events.next(), depth + 1);
            if (key.equals("<<")) {
                merged.addAll(
                        value instanceof Tree.Items(List<Tree> items, int _)
                                ? items
                                : List.of(value));
            } else {
                entries.add(new Tree.Entry(key, line(node), value));
            }
        }
        return withMerged(new Tree.Mapping(entries, line(start)), merged);
    }

    private String key(NodeEvent event, int depth) {
        return value(event, depth + 1) instanceof Tree.Scalar(String text, Tree.Kind _, int _)
                ? text
                : refuseKey(event);
    }

    private String refuseKey(NodeEvent event) {
        throw broken(file, line(event), "a key must be a single word or text");
    }

    /// What the mapping says itself goes before what is merged into it.
    private static Tree withMerged(Tree.Mapping mapping, List<Tree> merged) {
        Tree.Mapping result = mapping;
        for (Tree other : merged) {
            List<Tree.Entry> entries = new ArrayList<>(result.entries());
            List<String> known = result.keys();
            other.entries().stream()
                    .filter(entry -> !known.contains(entry.key()))
                    .forEach(entries::add);
            result = new Tree.Mapping(entries, mapping.line());
        }
        return result;
    }

    private Tree scalar(ScalarEvent event) {
        return new Tree.Scalar(event.getValue(), kind(event), line(event));
    }

    private static Tree.Kind kind(ScalarEvent event) {
        String text = event.getValue();
        if (!event.isPlain() || event.getTag().isPresent()) {
            return Tree.Kind.TEXT;
        }
        if (NULLS.contains(text)) {
            return Tree.Kind.NULL;
        }
        if (BOOLEANS.contains(text)) {
            return Tree.Kind.BOOLEAN;
        }
        return NUMBER.matcher(text).matches() ? Tree.Kind.NUMBER : Tree.Kind.TEXT;
    }

    /// `!Sub x` as `Fn::Sub: x`; other tags than local ones mean nothing here.
    private static Tree tagged(NodeEvent event, Tree tree) {
        Optional<String> tag =
                event instanceof ScalarEvent scalar
                        ? scalar.getTag()
                        : ((CollectionStartEvent) event).getTag();
        return tag.filter(text -> text.startsWith("!") && text.length() > 1)
                .map(text -> text.substring(1))
                .map(name -> TAGS_WITHOUT_PREFIX.contains(name) ? name : "Fn::" + name)
                .<Tree>map(key ->
                        new Tree.Mapping(
                                List.of(new Tree.Entry(key, tree.line(), tree)), tree.line()))
                .orElse(tree);
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static ProblemFound broken(TextFile file, int line, String why) {
        return new ProblemFound(
                Problem.error(
                        file.file(),
                        line,
                        "This is not YAML that can be read: " + why + ".",
                        "Fix the YAML; an editor marks the place."));
    }
}
