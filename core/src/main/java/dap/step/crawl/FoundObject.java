package dap.step.crawl;

import dap.catalog.CrawledObject;
import dap.catalog.DayFolder.EventDay;
import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.ObjectExamination;
import dap.store.FileMark;
import java.nio.file.Path;
import java.time.LocalDate;

/// A file that lies where RAW objects lie.
///
/// @param key path within the lake
/// @param mark how it looked when it was listed, before it was read
record FoundObject(EventName event, LocalDate arrivalDay, Path path, String key, FileMark mark) {

    CrawledObject toCrawled(DataSource source, ObjectExamination examination) {
        return new CrawledObject(
                source,
                event,
                arrivalDay,
                key,
                mark,
                examination.sha256(),
                examination.lines(),
                examination.clean(),
                examination.tree(),
                examination.rejects());
    }

    EventDay day() {
        return new EventDay(event, arrivalDay);
    }
}
