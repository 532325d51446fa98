package dap.catalog;

import dap.raw.RejectedLine;
import java.util.List;

/// A RAW object that was read once more: what it holds now, held against the types of now.
///
/// @param id the catalog's number for it
/// @param object as it was found; its rejects are those that the lines alone tell
/// @param rejects all rejected lines, those that do not fit the types too
/// @param coerced values that lost something as a pinned table's types cannot hold them
public record RereadObject(
        long id, CrawledObject object, List<RejectedLine> rejects, long coerced) {
    public RereadObject {
        rejects = List.copyOf(rejects);
    }

    public RawObject toRaw() {
        return new RawObject(
                id,
                object.source(),
                object.event(),
                object.arrivalDay(),
                object.key(),
                object.bytes(),
                object.lines(),
                rejects.stream().mapToLong(RejectedLine::lines).sum(),
                coerced,
                object.clean(),
                object.tree(),
                object.sha256());
    }
}
