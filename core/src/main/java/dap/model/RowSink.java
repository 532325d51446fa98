package dap.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the rows of a query, one by one.
public interface RowSink {
    /// Called once, before the first row, also where there is none. Names are lower case.
    void columns(List<String> names);

    /// A row: null, Boolean, Long, Double, java.math.BigDecimal, String; a List for an array, a
    /// Map<String, Object> for a struct or map; dates and times as Athena prints them.
    void row(List<@Nullable Object> values);
}
