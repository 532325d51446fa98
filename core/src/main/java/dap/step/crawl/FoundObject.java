package dap.step.crawl;

import dap.catalog.CrawledObject;
import dap.catalog.DayFolder.EventDay;
import dap.catalog.KnownObject;
import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.ObjectExamination;
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
        Instant modifiedAt) {

    boolean differsFrom(KnownObject known) {
        return bytes != known.bytes() || !modifiedAt.equals(known.modifiedAt());
    }

    CrawledObject toCrawled(DataSource source, ObjectExamination examination) {
        return new CrawledObject(
                source,
                event,
                arrivalDay,
                key,
                bytes,
                modifiedAt,
                examination.lines(),
                examination.clean(),
                examination.tree(),
                examination.rejects());
    }

    EventDay day() {
        return new EventDay(event, arrivalDay);
    }
}
