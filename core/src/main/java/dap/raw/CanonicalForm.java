package dap.raw;

import dap.model.Column;
import dap.model.HiveType;
import dap.model.HiveType.Array;
import dap.model.HiveType.Char;
import dap.model.HiveType.Decimal;
import dap.model.HiveType.MapOf;
import dap.model.HiveType.Scalar;
import dap.model.HiveType.Struct;
import dap.model.HiveType.Varchar;
import dap.raw.SchemaTree.SchemaField;
import dap.raw.SchemaTree.SchemaNode;
import java.util.List;

/// Whether the lines of an object fit a table, as far as their schema tells.
public final class CanonicalForm {

    private static final int NULL = JsonKind.NULL.bit();
    private static final int INTS = NULL | JsonKind.INT.bit();
    private static final int BIGINTS = INTS | JsonKind.BIGINT.bit();

    private CanonicalForm() {}

    /// Whether every engine reads the same rows from an object as it is: every line is clean, every
    /// key is spelt as its column, every value of exactly the declared type. Keys that no column
    /// has do no harm.
    ///
    /// @param clean what [SchemaBuilder#isClean()] and [LineReader#isCanonical] said, and no line
    ///   rejected
    public static boolean isCanonical(boolean clean, SchemaTree tree, List<Column> columns) {
        return clean && fieldsFit(tree.root(), columns, true);
    }

    /// Whether no line is rejected for its types, and no value coerced, however keys are spelt.
    public static boolean fits(SchemaTree tree, RawTable table) {
        return switch (table.kind()) {
            case PINNED -> fieldsFit(tree.root(), table.columns(), false);
            case CRAWLED -> !tree.root().text() && fieldsAreTaken(tree.root(), table.columns());
        };
    }

    private static boolean fieldsFit(SchemaNode node, List<Column> columns, boolean spelling) {
        for (Column column : columns) {
            SchemaField field = node.fields().get(column.hiveName());
            if (field == null) {
                continue;
            }
            boolean spelt = !field.several() && field.spelling().equals(column.name());
            if ((spelling && !spelt) || !fits(field.node(), column.type(), spelling)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(SchemaNode node, HiveType type, boolean spelling) {
        return switch (type) {
            case Scalar scalar -> only(node, kindsOf(scalar));
            case Array array ->
                    only(node, NULL | JsonKind.ARRAY.bit())
                            && !node.text()
                            && (node.element() == null
                                    || fits(node.element(), array.element(), spelling));
            case Struct struct ->
                    only(node, NULL | JsonKind.OBJECT.bit())
                            && !node.text()
                            && fieldsFit(node, struct.fields(), spelling);
            case MapOf _, Varchar _, Char _, Decimal _ -> only(node, NULL);
        };
    }

    /// What DuckDB and Trino both read as the same value, each by itself. Nothing but null where
    /// they are not known to agree.
    private static int kindsOf(Scalar type) {
        return switch (type) {
            case STRING, UNKNOWN -> NULL | JsonKind.STRING.bit();
            case BOOLEAN -> NULL | JsonKind.BOOLEAN.bit();
            case INT -> INTS;
            case BIGINT -> BIGINTS;
            case DOUBLE -> BIGINTS | JsonKind.DOUBLE.bit();
            case TINYINT, SMALLINT, FLOAT, DATE, TIMESTAMP, BINARY -> NULL;
        };
    }

    private static boolean only(SchemaNode node, int kinds) {
        return (node.kinds() & ~kinds) == 0;
    }

    private static boolean fieldsAreTaken(SchemaNode node, List<Column> columns) {
        for (Column column : columns) {
            SchemaField field = node.fields().get(column.hiveName());
            if (field != null && !isTaken(field.node(), column.type())) {
                return false;
            }
        }
        return true;
    }

    /// Whether a crawled column takes all that was seen: text takes everything.
    private static boolean isTaken(SchemaNode node, HiveType type) {
        return switch (type) {
            case Scalar scalar when scalar == Scalar.STRING || scalar == Scalar.UNKNOWN -> true;
            case Scalar scalar -> only(node, kindsOf(scalar));
            case Varchar _, Char _, Decimal _, MapOf _ -> false;
            case Array array ->
                    !node.hasScalar()
                            && !node.text()
                            && (node.element() == null || isTaken(node.element(), array.element()))
                            && (!node.has(JsonKind.OBJECT)
                                    || isTaken(loneObject(node), array.element()));
            case Struct struct ->
                    !node.hasScalar()
                            && !node.text()
                            && node.element() == null
                            && fieldsAreTaken(node, struct.fields());
        };
    }

    /// The objects that stand where an array is declared: each is an element of it.
    private static SchemaNode loneObject(SchemaNode node) {
        return new SchemaNode(JsonKind.OBJECT.bit(), false, node.fields(), null);
    }
}
