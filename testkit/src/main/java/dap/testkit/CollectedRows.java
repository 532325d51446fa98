package dap.testkit;

import dap.model.RowSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps what a query streams.
public final class CollectedRows implements RowSink {

    private final List<String> columns = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    @Override
    public void columns(List<String> names) {
        columns.addAll(names);
    }

    @Override
    public void row(List<@Nullable Object> values) {
        rows.add(values);
    }

    public List<String> columns() {
        return columns;
    }

    public List<List<@Nullable Object>> rows() {
        return rows;
    }

    /// The rows, each as its values separated by blanks.
    public List<String> lines() {
        return rows.stream()
                .map(row -> String.join(" ", row.stream().map(String::valueOf).toList()))
                .toList();
    }
}
