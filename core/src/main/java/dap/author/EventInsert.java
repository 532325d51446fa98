package dap.author;

import dap.author.SheetColumn.Fill;
import dap.sql.AthenaName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What an event's `INSERT … SELECT` says.
///
/// @param columns those that the event fills
public record EventInsert(
        String event, String family, String description, boolean pinned, List<Selected> columns) {

    /// @param column as the statement spells it
    /// @param value an expression over the RAW table, with its alias where it needs one
    public record Selected(String column, String value) {}

    static EventInsert of(SheetFamily family, SheetEvent event) {
        return new EventInsert(
                event.name().name(),
                family.name().name(),
                event.description(),
                !event.pinned().isEmpty(),
                family.columns().stream()
                        .flatMap(column ->
                                column
                                        .findFill(event.name())
                                        .map(fill -> selected(column, fill))
                                        .stream())
                        .toList());
    }

    private static Selected selected(SheetColumn column, Fill fill) {
        String name = AthenaName.spell(column.name());
        String value = value(column, fill);
        return new Selected(name, value.equals(name) ? name : value + " AS " + name);
    }

    private static String value(SheetColumn column, Fill fill) {
        if (fill.field().isEmpty()) {
            return "CAST(NULL AS %s)".formatted(athenaType(column.type()));
        }
        String field =
                Arrays.stream(fill.field().split("\\."))
                        .map(AthenaName::spell)
                        .collect(Collectors.joining("."));
        return switch (fill.form()) {
            case VALUE -> field;
            case TEXT -> "CAST(%s AS varchar)".formatted(field);
            case JSON -> "json_format(CAST(%s AS JSON))".formatted(field);
        };
    }

    private static String athenaType(String hiveType) {
        String type = hiveType.toLowerCase(Locale.ROOT);
        return type.equals("string") ? "varchar" : type;
    }
}
