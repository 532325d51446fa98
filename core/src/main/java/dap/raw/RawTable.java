package dap.raw;

import dap.model.Column;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.HiveType.Scalar;
import dap.model.TableName;
import dap.sql.tree.FieldPath;
import dap.sql.tree.LakeTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The RAW table of an event: what its lines are read into.
///
/// @param kind how values are taken that are not of their column's type
public record RawTable(LakeTable lake, Kind kind) {

    /// Where a table's columns come from.
    public enum Kind {
        /// From the lines, and from what the statements take where the lines leave a choice. What
        /// is not of the column's type is rejected; text is of no other type but where it says a
        /// number.
        CRAWLED,
        /// Fixed by hand. Every value is coerced as Trino's OpenX reader does; only what that
        /// reader fails on is rejected.
        PINNED
    }

    private static final List<Column> ARRIVAL_DAY =
            List.of(
                    new Column("year", Scalar.STRING),
                    new Column("month", Scalar.STRING),
                    new Column("day", Scalar.STRING));

    /// The table of an event whose lines have shown `tree`. A key that is called like a partition
    /// key cannot be a column beside it.
    public static RawTable crawled(
            String environment, DataSource source, EventName event, SchemaTree tree) {
        return crawled(environment, source, event, tree, Map.of());
    }

    /// The same, where some fields are of a form that was chosen for them.
    public static RawTable crawled(
            String environment,
            DataSource source,
            EventName event,
            SchemaTree tree,
            Map<FieldPath, FieldForm> chosen) {
        List<Column> columns =
                tree.columns(chosen).stream()
                        .filter(column ->
                                ARRIVAL_DAY.stream()
                                        .noneMatch(key -> key.name().equals(column.hiveName())))
                        .toList();
        return of(environment, source, event, columns, ARRIVAL_DAY, Kind.CRAWLED);
    }

    /// The table of an event whose columns a template fixes.
    ///
    /// @param partitionKeys as the template declares them; `year`, `month`, `day` if it is silent
    public static RawTable pinned(
            String environment,
            DataSource source,
            EventName event,
            List<Column> columns,
            List<Column> partitionKeys) {
        List<Column> keys = partitionKeys.isEmpty() ? ARRIVAL_DAY : partitionKeys;
        return of(environment, source, event, columns, keys, Kind.PINNED);
    }

    private static RawTable of(
            String environment,
            DataSource source,
            EventName event,
            List<Column> columns,
            List<Column> partitionKeys,
            Kind kind) {
        TableName name = new TableName(environment + "-" + source.name() + "-raw", event.name());
        return new RawTable(new LakeTable(name, LakeTable.Layer.RAW, columns, partitionKeys), kind);
    }

    public List<Column> columns() {
        return lake.columns();
    }

    /// Kind and types as text: while it is the same, the same lines are rejected.
    public String types() {
        return columns().stream()
                .map(column -> column.hiveName() + ":" + column.type().toHive())
                .collect(Collectors.joining(",", kind + " ", ""));
    }
}
