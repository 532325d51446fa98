package dap.step.crawl;

import dap.model.EventName;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/// A file that lies where RAW objects lie.
///
/// @param key path within the lake
record FoundObject(
        EventName event,
        LocalDate arrivalDay,
        Path path,
        String key,
        long bytes,
        Instant modifiedAt) {}
