package dap.run;

import dap.errors.DapException;
import dap.model.DaysOfEvent;
import dap.model.EventName;
import dap.sql.BoundInsert;
import dap.sql.tree.FieldPath;
import dap.sql.tree.Projection;
import dap.step.crawl.CrawlReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a crawl found that is no fault and that somebody should know, in words.
public final class CrawlNotes {

    private CrawlNotes() {}

    /// @param insert the event's statement: fields that it loads are no news
    static List<String> of(EventName event, CrawlReport.OfEvent found, BoundInsert insert) {
        Projection loaded = Projection.of(insert.query());
        List<String> notes = new ArrayList<>();
        List<String> unloaded =
                found.newFields().stream().filter(field -> !loaded.readsField(field)).toList();
        if (!unloaded.isEmpty()) {
            notes.add(
                    "%s carries new fields that its DML does not load: %s"
                            .formatted(event, String.join(", ", unloaded)));
        }
        if (!insert.unknownFields().isEmpty()) {
            notes.add(
                    "%s: its DML names fields that no event has carried, they are NULL: %s"
                            .formatted(
                                    event,
                                    insert.unknownFields().stream()
                                            .map(FieldPath::toString)
                                            .collect(Collectors.joining(", "))));
        }
        notes.addAll(ofData(event, found));
        return notes;
    }

    /// What holds whichever way the event is loaded.
    static List<String> ofData(EventName event, CrawlReport.OfEvent found) {
        List<String> notes = new ArrayList<>();
        found.drift()
                .forEach(drift ->
                        notes.add(
                                "%s: the type of %s widened from %s to %s"
                                        .formatted(
                                                event,
                                                drift.field(),
                                                drift.before(),
                                                drift.after())));
        if (!found.text().isEmpty()) {
            notes.add(
                    "%s: kept as text, because keys are data or nest too deep: %s"
                            .formatted(event, String.join(", ", found.text())));
        }
        if (found.rejected() > 0) {
            notes.add("%s: %,d lines rejected".formatted(event, found.rejected()));
        }
        return notes;
    }

    /// Lines of a staged day that were rejected, and still are though they may fit now.
    static String notTakenAgain(EventName event, LocalDate day, DapException why) {
        return "%s: lines of %s that were rejected may fit now, and the day could not be restaged: %s %s"
                .formatted(event, day, why.problem(), why.hint());
    }

    /// What became of objects that the catalog knew.
    public static List<String> ofObjects(EventName event, CrawlReport.OfEvent found) {
        List<String> notes = new ArrayList<>();
        if (!found.changed().isEmpty()) {
            notes.add(
                    "%s: %,d objects changed after they were staged, the first is %s. Restage their days: %s"
                            .formatted(
                                    event,
                                    found.changed().size(),
                                    found.changed().getFirst(),
                                    DaysOfEvent.spanning(event, found.changedDays()).command()));
        }
        if (!found.missing().isEmpty()) {
            notes.add(
                    "%s: %,d objects are not there any more, the first is %s"
                            .formatted(event, found.missing().size(), found.missing().getFirst()));
        }
        if (!found.cutOff().isEmpty()) {
            notes.add(
                    "%s: %,d objects are cut off or damaged and wait until they are whole, the first is %s. Or take them as they are: dap raw accept"
                            .formatted(event, found.cutOff().size(), found.cutOff().getFirst()));
        }
        if (!found.unreadable().isEmpty()) {
            notes.add(
                    "%s: %,d paths cannot be read, the first is %s. 'dap ledger' says why"
                            .formatted(
                                    event,
                                    found.unreadable().size(),
                                    found.unreadable().getFirst()));
        }
        return notes;
    }

    /// Of an event that no config names.
    static String unmapped(EventName event, CrawlReport.OfEvent found) {
        return "%s belongs to no family: %,d lines wait. Name it in a family's config, or ignore it"
                .formatted(event, found.lines() - found.rejected());
    }
}
