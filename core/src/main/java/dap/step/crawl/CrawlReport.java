package dap.step.crawl;

import dap.errors.DapException;
import dap.model.EventName;
import dap.raw.RejectReason;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What a crawl of RAW found.
///
/// @param events those with anything to tell, by name; of unmapped events too
/// @param ignored what lies in RAW and is no object
public record CrawlReport(SortedMap<EventName, OfEvent> events, List<IgnoredPath> ignored) {

    /// What it found of one event.
    ///
    /// @param newObjects read for the first time, or again because they changed before they were
    ///   staged
    /// @param lines of these, rejected ones too
    /// @param rejects of all objects that were read, by reason
    /// @param coerced values of these that lost something in a pinned table's types
    /// @param newFields paths that no line had before, as `extensions.evidence[].type`; none when
    ///   the event itself is new
    /// @param drift types that widened
    /// @param text paths that are kept as text: their keys are data, or they nest too deep
    /// @param changed objects that differ now from what was staged: their days want a backfill
    /// @param changedDays their arrival days, in order
    /// @param missing objects that are not there any more
    /// @param cutOff objects whose end is missing or damaged: they are not staged
    /// @param unreadable objects, and folders, that are there and cannot be read
    /// @param fault why the lines of some object could not be held against the event's types: the
    ///   event cannot be staged now
    public record OfEvent(
            long newObjects,
            long lines,
            Map<RejectReason, Long> rejects,
            long coerced,
            List<String> newFields,
            List<Drift> drift,
            List<String> text,
            List<String> changed,
            List<LocalDate> changedDays,
            List<String> missing,
            List<String> cutOff,
            List<String> unreadable,
            Optional<DapException> fault) {
        public OfEvent {
            rejects = Map.copyOf(rejects);
            newFields = List.copyOf(newFields);
            drift = List.copyOf(drift);
            text = List.copyOf(text);
            changed = List.copyOf(changed);
            changedDays = List.copyOf(changedDays);
            missing = List.copyOf(missing);
            cutOff = List.copyOf(cutOff);
            unreadable = List.copyOf(unreadable);
        }

        public long rejected() {
            return rejects.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// A field whose type widened.
    ///
    /// @param before in Hive's notation
    public record Drift(String field, String before, String after) {}
}
