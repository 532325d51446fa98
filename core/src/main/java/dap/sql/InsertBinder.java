package dap.sql;

import dap.errors.DidYouMean;
import dap.model.Column;
import dap.model.HiveType;
import dap.model.TableName;
import dap.sql.tree.Expr;
import dap.sql.tree.LakeTable;
import dap.sql.tree.Position;
import dap.sql.tree.Query;
import dap.sql.tree.Relation;
import dap.sql.tree.SqlType;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Binds an INSERT: its target, its query, and the constant values of the partition keys.
final class InsertBinder {

    private static final String PROCESSED_DATE = "processed_date";
    private static final String EVENT_NAME = "event_name";

    /// Text for a column of limited length: an engine's own function, in no statement of people's.
    private static final String STORED_TEXT = "stored_text";

    private final SqlText text;
    private final Insert insert;
    private final InsertBinding binding;
    private final StatementNames names;

    InsertBinder(SqlText text, Insert insert, InsertBinding binding) {
        this.text = text;
        this.insert = insert;
        this.binding = binding;
        this.names = new StatementNames(text, binding.asOf(), true, this::findTable);
    }

    BoundInsert bind() {
        checkTarget();
        QueryBinder queries = new QueryBinder(names);
        Query source = queries.bind(insert.getQuery(), Optional.empty());
        List<Column> targets = targets();
        if (targets.size() != source.columns().size()) {
            throw text.invalid(
                    insert,
                    "the INSERT names %d columns and the SELECT returns %d."
                            .formatted(targets.size(), source.columns().size()),
                    "Select one value for each column, in their order.");
        }
        IntStream.range(0, targets.size()).forEach(i -> checkType(targets.get(i), source, i));
        Map<String, String> partition = partition(targets, source);
        List<Column> filled =
                binding.target().columns().stream().filter(targets::contains).toList();
        return new BoundInsert(
                text.file(),
                binding,
                projected(queries, source, targets, filled),
                Selection.of(source),
                filled,
                required(partition, PROCESSED_DATE, "date_format(now(), '%Y%m%d')"),
                required(partition, EVENT_NAME, "the column event_name"),
                List.copyOf(names.unknownFields()));
    }

    private void checkTarget() {
        QualifiedName name = insert.getTarget();
        if (!isCalled(name, binding.target().name())) {
            throw text.invalid(
                    insert.getTable(),
                    "the INSERT goes into %s, and the event's stage table is %s."
                            .formatted(name, binding.target().name()),
                    "Insert into %s.".formatted(quoted(binding.target().name())));
        }
    }

    private boolean isCalled(QualifiedName name, TableName table) {
        List<String> parts = name.getParts();
        boolean sameSchema =
                parts.size() < 2
                        || SchemaNames.bound(parts.get(parts.size() - 2), binding.environment())
                                .equalsIgnoreCase(table.schema());
        return sameSchema && name.getSuffix().equalsIgnoreCase(table.table());
    }

    private static String quoted(TableName table) {
        return "\"" + table.schema() + "\".\"" + table.table() + "\"";
    }

    /// The event's RAW table; there is no other for a stage statement.
    private StatementNames.FoundTable findTable(Table node) {
        TableName raw = binding.raw().name();
        if (!isCalled(node.getName(), raw)) {
            throw text.invalid(
                    node,
                    "the statement reads %s; stage reads the event's own raw table and joins nothing.%s"
                            .formatted(
                                    node.getName(),
                                    DidYouMean.sentence(
                                            node.getName().getSuffix(), List.of(raw.table()))),
                    "Read from %s, and leave joins to the warehouse.".formatted(quoted(raw)));
        }
        return new StatementNames.FoundTable(binding.raw(), constants());
    }

    /// What is the same in every event of the statement: the arrival day and the event's name.
    private Map<String, Object> constants() {
        Map<String, Object> constants = new HashMap<>();
        LocalDate day = binding.arrivalDay();
        for (Column key : binding.raw().partitionKeys()) {
            switch (key.hiveName()) {
                case "year" -> constants.put("year", partOfDay(key, day.getYear(), 4));
                case "month" -> constants.put("month", partOfDay(key, day.getMonthValue(), 2));
                case "day" -> constants.put("day", partOfDay(key, day.getDayOfMonth(), 2));
                default ->
                        throw text.invalid(
                                new Position(1, 1),
                                "the raw table %s is partitioned by %s."
                                        .formatted(binding.raw().name(), key.name()),
                                "Partition raw tables by year, month and day.");
            }
        }
        boolean isText =
                binding.raw().columns().stream()
                        .anyMatch(c ->
                                c.hiveName().equals(EVENT_NAME)
                                        && c.type() == HiveType.Scalar.STRING);
        if (isText) {
            constants.put(EVENT_NAME, binding.event().wireName());
        }
        return constants;
    }

    private static Object partOfDay(Column key, int number, int width) {
        return Coercion.isInteger(SqlType.of(key.type()))
                ? (Object) (long) number
                : String.format(Locale.ROOT, "%0" + width + "d", number);
    }

    /// The target's columns in the order in which the statement fills them.
    private List<Column> targets() {
        LakeTable target = binding.target();
        List<Column> all =
                Stream.concat(target.columns().stream(), target.partitionKeys().stream()).toList();
        if (insert.getColumns().isEmpty()) {
            return all;
        }
        Set<String> seen = new HashSet<>();
        List<Column> targets = new ArrayList<>();
        for (Identifier name : insert.getColumns().get()) {
            Column column =
                    all.stream()
                            .filter(c -> c.hiveName().equalsIgnoreCase(name.getValue()))
                            .findFirst()
                            .orElseThrow(() -> undeclared(name, all));
            if (!seen.add(column.hiveName())) {
                throw text.invalid(
                        name,
                        "the column %s is named twice.".formatted(name.getValue()),
                        "Name each column once.");
            }
            targets.add(column);
        }
        return targets;
    }

    private RuntimeException undeclared(Identifier name, List<Column> all) {
        return text.invalid(
                name,
                "the table %s has no column %s.%s"
                        .formatted(
                                binding.target().name(),
                                name.getValue(),
                                DidYouMean.sentence(
                                        name.getValue(),
                                        all.stream().map(Column::hiveName).toList())),
                "Declare the column in the stage table, or leave it out of the INSERT.");
    }

    private void checkType(Column target, Query source, int index) {
        SqlType from = source.columns().get(index).type();
        SqlType to = SqlType.of(target.type());
        if (!Coercion.fitsColumn(from, to)) {
            throw text.invalid(
                    nodeOf(index),
                    "the column %s is %s, and %s is selected for it."
                            .formatted(target.name(), to.text(), from.text()),
                    "Write CAST(… AS %s).".formatted(to.text()));
        }
    }

    /// Where the value for the column at `index` is written, as near as can be told.
    private Node nodeOf(int index) {
        boolean isPlain =
                insert.getQuery().getQueryBody() instanceof QuerySpecification select
                        && select.getSelect().getSelectItems().size() > index
                        && select.getSelect().getSelectItems().stream()
                                .allMatch(SingleColumn.class::isInstance);
        return isPlain
                ? ((SingleColumn)
                                ((QuerySpecification) insert.getQuery().getQueryBody())
                                        .getSelect()
                                        .getSelectItems()
                                        .get(index))
                        .getExpression()
                : insert;
    }

    private Map<String, String> partition(List<Column> targets, Query source) {
        ConstantFolder folder = new ConstantFolder(source);
        Map<String, String> partition = new HashMap<>();
        for (Column key : binding.target().partitionKeys()) {
            int index = targets.indexOf(key);
            if (index >= 0) {
                partition.put(
                        key.hiveName(),
                        folder.output(source, index)
                                .filter(value -> !value.isEmpty())
                                .orElseThrow(() -> notConstant(key, index)));
            }
        }
        return partition;
    }

    private RuntimeException notConstant(Column key, int index) {
        return text.invalid(
                nodeOf(index),
                "the value for the partition key %s is not the same for all rows of a statement."
                        .formatted(key.name()),
                "Use a value that is, such as date_format(now(), '%Y%m%d') or the column event_name.");
    }

    private String required(Map<String, String> partition, String key, String example) {
        String value = partition.get(key);
        if (value == null) {
            throw text.invalid(
                    insert,
                    "the INSERT gives no %s.".formatted(key),
                    "Add %s to the columns, and %s to the SELECT.".formatted(key, example));
        }
        return value;
    }

    /// The source with its columns in the target's order and types.
    private static Query projected(
            QueryBinder queries, Query source, List<Column> targets, List<Column> filled) {
        boolean isPlain =
                source.body() instanceof Query.Select select
                        && !select.distinct()
                        && source.limit().isEmpty()
                        && source.offset().isEmpty();
        String alias = isPlain ? "" : queries.newAlias();
        List<Expr> values = new ArrayList<>();
        List<Query.Output> columns = new ArrayList<>();
        for (Column column : filled) {
            int index = targets.indexOf(column);
            Query.Output output = source.columns().get(index);
            Expr value =
                    isPlain
                            ? ((Query.Select) source.body()).outputs().get(index)
                            : new Expr.ColumnRef(alias, output.name(), output.type());
            SqlType type = SqlType.of(column.type());
            values.add(stored(type, value));
            columns.add(new Query.Output(column.hiveName(), column.hiveName(), type));
        }
        return new Query(
                isPlain ? source.ctes() : List.of(),
                isPlain
                        ? withOutputs((Query.Select) source.body(), values)
                        : new Query.Select(
                                false,
                                values,
                                Optional.of(new Relation.Derived(alias, source)),
                                Optional.empty(),
                                List.of(),
                                Optional.empty()),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                columns);
    }

    /// The value in the column's type. Text that is longer than the column fails the statement,
    /// where a CAST would cut it.
    private static Expr stored(SqlType type, Expr value) {
        Position position = new Position(1, 1);
        boolean mayBeTooLong =
                Coercion.isText(type)
                        && Coercion.isText(value.type())
                        && !Coercion.fits(value.type(), type);
        if (!mayBeTooLong) {
            return Coercion.to(type, value, position);
        }
        long length =
                switch (type) {
                    case SqlType.Varchar varchar -> varchar.length();
                    case SqlType.Char text -> text.length();
                    default -> throw new IllegalArgumentException(type.text());
                };
        Expr limit = new Expr.Literal(length, SqlType.Simple.BIGINT);
        return new Expr.Call(STORED_TEXT, List.of(value, limit), type, position);
    }

    private static Query.Select withOutputs(Query.Select select, List<Expr> values) {
        return new Query.Select(
                false, values, select.from(), select.where(), select.groupBy(), select.having());
    }
}
