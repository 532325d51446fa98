package dap.sql;

import dap.errors.DidYouMean;
import dap.model.TableName;
import dap.sql.tree.LakeTable;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.Table;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the lake's tables by the names that a query gives them.
final class TableFinder {

    private final SqlText text;
    private final String environment;
    private final LakeTables tables;
    private final Set<LakeTable> found = new LinkedHashSet<>();

    TableFinder(SqlText text, String environment, LakeTables tables) {
        this.text = text;
        this.environment = environment;
        this.tables = tables;
    }

    /// The tables found so far.
    Set<LakeTable> found() {
        return found;
    }

    /// All tables, those of the stage schemas first.
    List<TableName> all() {
        return tables.tables().stream()
                .sorted(
                        Comparator.comparing((TableName name) -> name.schema().endsWith("-raw"))
                                .thenComparing(TableName::toString))
                .toList();
    }

    String schema(String written) {
        return SchemaNames.bound(written.toLowerCase(Locale.ROOT), environment);
    }

    StatementNames.FoundTable find(Table node) {
        LakeTable table = find(node.getName(), node);
        found.add(table);
        return new StatementNames.FoundTable(table, Map.of());
    }

    LakeTable find(QualifiedName name, Node node) {
        List<String> parts = name.getParts();
        String table = name.getSuffix().toLowerCase(Locale.ROOT);
        Optional<LakeTable> match =
                parts.size() > 1
                        ? tables.findTable(
                                new TableName(schema(parts.get(parts.size() - 2)), table))
                        : all().stream()
                                .filter(candidate -> candidate.table().equals(table))
                                .findFirst()
                                .flatMap(tables::findTable);
        return match.orElseThrow(() -> unknown(name, table, node));
    }

    private RuntimeException unknown(QualifiedName name, String table, Node node) {
        List<String> known = all().stream().map(TableName::table).toList();
        return text.invalid(
                node,
                "there is no table %s.%s".formatted(name, DidYouMean.sentence(table, known)),
                known.isEmpty()
                        ? "Ingest events, and run the pipeline."
                        : "SHOW TABLES lists the tables; a raw one is \"%s-txma-raw\".\"…\"."
                                .formatted(environment));
    }
}
