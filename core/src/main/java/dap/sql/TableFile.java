package dap.sql;

import java.nio.file.Path;
import java.util.List;

/// A file of a table.
///
/// @param path what an engine reads
/// @param shownPath what `"$path"` returns
/// @param partition the values of the table's partition keys, in their order
public record TableFile(Path path, String shownPath, List<String> partition) {
    public TableFile {
        partition = List.copyOf(partition);
    }
}
