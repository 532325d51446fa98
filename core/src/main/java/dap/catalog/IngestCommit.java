package dap.catalog;

import dap.model.DataSource;
import dap.raw.RejectReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// An ingest that is about to become true: its files are written to temporary paths, none is
/// published yet.
///
/// @param inputSha256 of the input's bytes, lower-case hex
/// @param again take it though the same input was ingested before
/// @param accepted lines that its objects hold
/// @param files all files to be put into their places: objects, and rejects
/// @param objects as if they had been crawled; with the times of the temporary files
public record IngestCommit(
        DataSource source,
        String inputSha256,
        LocalDate arrivalDay,
        boolean again,
        long accepted,
        Instant committedAt,
        List<Rejects> rejects,
        List<DataFile> files,
        List<CrawledObject> objects) {

    public IngestCommit {
        rejects = List.copyOf(rejects);
        files = List.copyOf(files);
        objects = List.copyOf(objects);
    }

    /// Lines that were refused for one reason.
    ///
    /// @param event wire name, or empty where the lines do not tell
    public record Rejects(String event, RejectReason reason, long lines) {}

    public long rejected() {
        return rejects.stream().mapToLong(Rejects::lines).sum();
    }
}
