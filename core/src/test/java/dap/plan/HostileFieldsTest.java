package dap.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.DapException;
import dap.model.Column;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.project.Event;
import dap.project.Family;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import dap.project.Source;
import dap.raw.NormalizedCopy;
import dap.raw.ObjectExamination;
import dap.raw.RawOptions;
import dap.raw.RawTable;
import dap.raw.SchemaTree;
import dap.sql.AthenaDml;
import dap.sql.InsertBinding;
import dap.sql.tree.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One hostile line beside a good one, for every field that a statement of the example reads: the
/// good one is lost for none. Of each field one hostile value, another for each;
/// `-Ddap.hostile.values=all` takes them all.
class HostileFieldsTest {

    private static final List<String> HOSTILE =
            List.of(
                    "\"x\"",
                    "\"\"",
                    "7",
                    "-1.5",
                    "4000000000",
                    "1e400",
                    "99999999999999999999",
                    "true",
                    "null",
                    "[]",
                    "{}",
                    "{\"x\":1}",
                    "[1]",
                    "[\"x\"]",
                    "[{\"x\":[]}]",
                    "[[[null]]]",
                    "[".repeat(80) + "]".repeat(80),
                    "\"" + "x".repeat(100_000) + "\"",
                    IntStream.range(0, 3_000)
                            .mapToObj(i -> "\"k%04d\":%d".formatted(i, i))
                            .collect(Collectors.joining(",", "{", "}")));

    private static final Project EXAMPLE =
            ProjectReader.read(Path.of("../examples/one-login"), Overrides.NONE);
    private static final Source SOURCE = EXAMPLE.sources().getFirst();
    private static final DeclaredTables TABLES = new DeclaredTables("local", SOURCE);

    @TempDir Path folder;
    private int lines;

    @Test
    void noGoodLineIsLostToAHostileOne() throws IOException {
        List<String> lost = new ArrayList<>();
        boolean all = System.getProperty("dap.hostile.values", "").equals("all");
        int fields = 0;
        for (Family family : SOURCE.families()) {
            for (Event event : family.events()) {
                boolean isPinned = SOURCE.findPinnedRawTable(event.name()).isPresent();
                if (!family.enabled() || !event.enabled() || isPinned) {
                    continue;
                }
                Subject subject = new Subject(family, event);
                for (String path : subject.paths()) {
                    int first = fields++;
                    for (int i = 0; i < (all ? HOSTILE.size() : 1); i++) {
                        String value = HOSTILE.get((first + i) % HOSTILE.size());
                        if (!subject.survives(path, value)) {
                            lost.add("%s.%s: %.40s".formatted(event.name(), path, value));
                        }
                    }
                }
            }
        }

        assertThat(fields).isGreaterThan(300);
        assertThat(lost).isEmpty();
    }

    /// An event, and a line of it that has all fields which its statement reads.
    private final class Subject {
        private final EventName event;
        private final AthenaDml dml;
        private final LakeTable target;
        private final Map<String, Object> good;
        private final Path goodObject;
        private final SchemaTree goodTree;

        Subject(Family family, Event event) throws IOException {
            this.event = event.name();
            this.dml =
                    AthenaDml.parse(
                            event.dml().orElseThrow().file(), event.dml().orElseThrow().text());
            this.target = TABLES.stage(SOURCE.findStageTable(family.name()).orElseThrow());
            RawTable unknown =
                    RawTable.crawled("local", SOURCE.name(), this.event, SchemaTree.EMPTY);
            this.good = new LinkedHashMap<>();
            for (Column column :
                    dml.bindGuessing(binding(unknown.lake())).binding().raw().columns()) {
                good.put(column.name(), example(column.type()));
            }
            good.put("event_id", "\"e\"");
            good.put("event_name", "\"" + this.event.wireName() + "\"");
            good.put("timestamp", "1767600000");
            this.goodObject = object(json(good, "", ""));
            this.goodTree = examine(goodObject);
        }

        private InsertBinding binding(LakeTable raw) {
            return new InsertBinding("local", Instant.EPOCH, event, LocalDate.EPOCH, raw, target);
        }

        List<String> paths() {
            List<String> paths = new ArrayList<>();
            collect("", good, paths);
            paths.removeAll(List.of("event_id", "event_name", "timestamp"));
            return paths;
        }

        boolean survives(String path, String value) throws IOException {
            Path hostile = object(json(good, path, value));
            SchemaTree tree = goodTree.merge(examine(hostile));
            assertThat(examine(hostile).merge(goodTree)).isEqualTo(tree);
            RawTable table = TABLES.raw(event, java.util.Optional.of(tree));
            try {
                var _ = dml.bind(binding(table.lake()));
            } catch (DapException refused) {
                return false;
            }
            return NormalizedCopy.check(List.of(goodObject), event, table, RawOptions.DEFAULT)
                    .rejects()
                    .getFirst()
                    .isEmpty();
        }

        private SchemaTree examine(Path object) {
            return ObjectExamination.read(object, event, RawOptions.DEFAULT.with(TABLES.named()))
                    .tree();
        }
    }

    private static Object example(HiveType type) {
        return switch (type) {
            case HiveType.Struct struct -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                struct.fields().forEach(field -> fields.put(field.name(), example(field.type())));
                yield fields;
            }
            case HiveType.Array(HiveType element) -> List.of(example(element));
            case Scalar scalar ->
                    switch (scalar) {
                        case BIGINT, INT -> "5";
                        case DOUBLE -> "2.5";
                        case BOOLEAN -> "false";
                        default -> "\"good\"";
                    };
            default -> "\"good\"";
        };
    }

    private static void collect(String prefix, Map<?, ?> fields, List<String> paths) {
        fields.forEach((name, value) -> {
            paths.add(prefix + name);
            if (value instanceof Map<?, ?> inner) {
                collect(prefix + name + "/", inner, paths);
            }
        });
    }

    /// The line, with `hostile` in the place of the value at `path`.
    private static String json(Map<?, ?> fields, String path, String hostile) {
        List<String> members = new ArrayList<>();
        fields.forEach((name, value) -> {
            String below = path.startsWith(name + "/") ? path.substring(path.indexOf('/') + 1) : "";
            String text = path.equals(name) ? hostile : text(value, below, hostile);
            members.add("\"%s\":%s".formatted(name, text));
        });
        return "{" + String.join(",", members) + "}";
    }

    private static String text(Object value, String path, String hostile) {
        return switch (value) {
            case Map<?, ?> fields -> json(fields, path, hostile);
            case List<?> elements ->
                    elements.stream()
                            .map(element -> text(element, path, hostile))
                            .collect(Collectors.joining(",", "[", "]"));
            default -> value.toString();
        };
    }

    private Path object(String line) throws IOException {
        return Files.writeString(
                folder.resolve("o-%d.json".formatted(lines++ % 2_000)), line + "\n");
    }
}
