package dap.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A file of a table.
///
/// @param path what an engine reads
/// @param shownPath what `"$path"` returns
/// @param partition the values of the table's partition keys, in their order
/// @param part only these rows of a compacted file: those of the STAGE file of this name; absent:
///   all rows. Tables without parts and with them are never read in one scan, but for files that
///   are not compacted.
public record TableFile(
        Path path, String shownPath, List<String> partition, Optional<String> part) {

    /// The column of a compacted file that names the STAGE file whose row it is. It belongs to no
    /// table: whoever reads by a table's columns does not see it.
    public static final String PART_COLUMN = "dap_stage_file";

    public TableFile {
        partition = List.copyOf(partition);
    }

    /// All rows of a file.
    public TableFile(Path path, String shownPath, List<String> partition) {
        this(path, shownPath, partition, Optional.empty());
    }
}
