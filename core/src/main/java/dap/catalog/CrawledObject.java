package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.RejectedLine;
import dap.raw.SchemaTree;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What was read in a RAW object, to be recorded.
///
/// @param key path within the lake
/// @param modifiedAt the file's own time
/// @param lines all that are not blank, rejected ones too
/// @param clean whether every line can go to an engine as it is, as far as the object alone tells
/// @param tree of its good lines
public record CrawledObject(
        DataSource source,
        EventName event,
        LocalDate arrivalDay,
        String key,
        long bytes,
        Instant modifiedAt,
        long lines,
        boolean clean,
        SchemaTree tree,
        List<RejectedLine> rejects) {
    public CrawledObject {
        rejects = List.copyOf(rejects);
    }

    public long rejected() {
        return rejects.stream().mapToLong(RejectedLine::lines).sum();
    }
}
