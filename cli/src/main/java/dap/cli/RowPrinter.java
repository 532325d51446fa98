package dap.cli;

import dap.model.RowSink;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints the rows of a query.
sealed interface RowPrinter extends RowSink {

    /// Called once after the last row.
    void end();

    /// A table for people. Rows are held until the end, so that columns are as wide as they need.
    final class AsTable implements RowPrinter {
        private final PrintStream out;
        private List<String> names = List.of();
        private final List<List<String>> rows = new ArrayList<>();

        AsTable(Terminal terminal) {
            this.out = terminal.out();
        }

        @Override
        public void columns(List<String> columns) {
            names = columns.stream().map(Printable::line).toList();
        }

        @Override
        public void row(List<@Nullable Object> values) {
            rows.add(values.stream().map(AsTable::shown).toList());
        }

        private static String shown(@Nullable Object value) {
            return value == null ? "" : Printable.line(text(value));
        }

        @Override
        public void end() {
            TextTable table = new TextTable(names);
            rows.forEach(table::addRow);
            table.lines().forEach(out::println);
            out.println("(%,d %s)".formatted(rows.size(), rows.size() == 1 ? "row" : "rows"));
        }
    }

    /// Comma-separated values with a header, RFC 4180: NULL is nothing, an empty text is `""`.
    final class AsCsv implements RowPrinter {
        private final PrintStream out;
        private final boolean safe;

        /// @param safe whether a text that a spreadsheet would take for a formula is made a text
        AsCsv(Terminal terminal, boolean safe) {
            this.out = terminal.data();
            this.safe = safe;
        }

        @Override
        public void columns(List<String> names) {
            out.println(names.stream().map(this::field).collect(Collectors.joining(",")));
        }

        @Override
        public void row(List<@Nullable Object> values) {
            out.println(
                    values.stream()
                            .map(value ->
                                    value == null
                                            ? ""
                                            : value instanceof Number
                                                    ? text(value)
                                                    : field(text(value)))
                            .collect(Collectors.joining(",")));
        }

        private String field(String value) {
            boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
            String text = safe && formula ? "'" + value : value;
            boolean plain =
                    !text.isEmpty() && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
            return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
        }

        @Override
        public void end() {
            out.flush();
        }
    }

    /// One JSON array of objects, a row a line.
    final class AsJson implements RowPrinter {
        private final PrintStream out;
        private List<String> names = List.of();
        private boolean first = true;

        AsJson(Terminal terminal) {
            this.out = terminal.out();
        }

        @Override
        public void columns(List<String> columns) {
            names = List.copyOf(columns);
            out.print("[");
        }

        @Override
        public void row(List<@Nullable Object> values) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int column = 0; column < names.size(); column++) {
                object.put(names.get(column), values.get(column));
            }
            out.print(first ? "\n" : ",\n");
            out.print(Json.text(object));
            first = false;
        }

        @Override
        public void end() {
            out.println(first ? "]" : "\n]");
        }
    }

    private static String text(Object value) {
        boolean nested = value instanceof List<?> || value instanceof Map<?, ?>;
        return nested ? Json.text(value) : Objects.toString(value);
    }
}
