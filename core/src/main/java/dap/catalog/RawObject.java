package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.SchemaTree;
import java.time.LocalDate;

/// A RAW object of which every line has been read.
///
/// @param key path within the lake
/// @param lines all that are not blank, rejected ones too
/// @param coerced values that lost something as a pinned table's types cannot hold them
/// @param clean see [dap.raw.CanonicalForm]
/// @param sha256 of its stored bytes as they were read; empty where an older DAP has read it
public record RawObject(
        long id,
        DataSource source,
        EventName event,
        LocalDate arrivalDay,
        String key,
        long bytes,
        long lines,
        long rejected,
        long coerced,
        boolean clean,
        SchemaTree tree,
        String sha256) {

    public long goodLines() {
        return lines - rejected;
    }
}
