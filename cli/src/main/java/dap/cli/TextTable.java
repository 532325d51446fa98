package dap.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Rows under headings, in columns as wide as they need; numbers to the right.
final class TextTable {

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... headings) {
        this.headings = List.of(headings);
    }

    TextTable(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    void add(Object... cells) {
        rows.add(Arrays.stream(cells).map(TextTable::text).toList());
    }

    void addRow(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    private static String text(Object cell) {
        return switch (cell) {
            case Long number -> "%,d".formatted(number);
            case Integer number -> "%,d".formatted(number);
            default -> cell.toString();
        };
    }

    /// The lines of the table, without blanks at their ends.
    List<String> lines() {
        int columns = headings.size();
        int[] widths = new int[columns];
        boolean[] numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            widths[at] =
                    Math.max(
                            headings.get(at).length(),
                            rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
            numeric[at] =
                    !rows.isEmpty()
                            && rows.stream()
                                    .allMatch(row -> row.get(at).matches("-?[\\d,.]*( %)?"));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths, numeric));
        rows.forEach(row -> lines.add(line(row, widths, numeric)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths, boolean[] numeric) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String pad = " ".repeat(widths[column] - cells.get(column).length());
            String cell = cells.get(column);
            line.append(column == 0 ? "" : "  ").append(numeric[column] ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public String toString() {
        return lines().stream().collect(Collectors.joining("\n"));
    }
}
