package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.raw.SchemaTree;
import dap.store.FileMark;
import java.time.LocalDate;
import java.util.List;

/// What was read in a RAW object, to be recorded.
///
/// @param key path within the lake
/// @param mark how its file looked before it was read
/// @param sha256 of the stored bytes, in hexadecimal
/// @param lines all that are not blank, rejected ones too
/// @param clean whether every line can go to an engine as it is, as far as the object alone tells
/// @param tree of its good lines
public record CrawledObject(
        DataSource source,
        EventName event,
        LocalDate arrivalDay,
        String key,
        FileMark mark,
        String sha256,
        long lines,
        boolean clean,
        SchemaTree tree,
        List<RejectedLine> rejects) {
    public CrawledObject {
        rejects = List.copyOf(rejects);
    }

    /// Size of the file.
    public long bytes() {
        return mark.bytes();
    }

    /// Why its end could not be read: a code of [RejectReason]; empty where it could.
    public String broken() {
        return rejects.stream()
                .map(RejectedLine::reason)
                .filter(reason ->
                        reason == RejectReason.TRUNCATED_GZIP
                                || reason == RejectReason.CORRUPT_GZIP)
                .map(RejectReason::code)
                .findFirst()
                .orElse("");
    }

    public long rejected() {
        return rejects.stream().mapToLong(RejectedLine::lines).sum();
    }
}
