package dap.step.ingest;

import java.util.OptionalLong;

/// Hears how far an ingest is, about once a megabyte and at the end of each input.
@FunctionalInterface
public interface IngestProgress {

    /// For those who do not want to know.
    IngestProgress NONE = (_, _, _) -> {};

    /// @param bytes of the input read so far, as they are: gzip or not
    /// @param total the input's size, where known
    void read(IngestInput input, long bytes, OptionalLong total);
}
