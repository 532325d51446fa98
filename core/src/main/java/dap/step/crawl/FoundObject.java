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
                examination.clean() && liesWhereOthersLook(),
                examination.tree(),
                examination.rejects());
    }

    /// Whether an engine that goes by folders finds it.
    private boolean liesWhereOthersLook() {
        return key.endsWith(
                "/%s/year=%04d/month=%02d/day=%02d/%s"
                        .formatted(
                                event.wireName(),
                                arrivalDay.getYear(),
                                arrivalDay.getMonthValue(),
                                arrivalDay.getDayOfMonth(),
                                path.getFileName()));
    }

    EventDay day() {
        return new EventDay(event, arrivalDay);
    }
}
