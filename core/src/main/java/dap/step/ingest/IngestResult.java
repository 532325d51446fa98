package dap.step.ingest;

import dap.raw.RejectReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of an ingest.
///
/// @param accepted lines that are in RAW now and were not before
/// @param rejected lines that were refused
/// @param objects written to RAW
/// @param already whether all inputs had been ingested before, so that nothing was written
/// @param events accepted lines by wire name
/// @param rejects refused lines by reason
/// @param rejectFolders where the refused lines are now, with their reasons
public record IngestResult(
        long accepted,
        long rejected,
        long objects,
        boolean already,
        Map<String, Long> events,
        Map<RejectReason, Long> rejects,
        List<Path> rejectFolders) {

    static final IngestResult ALREADY =
            new IngestResult(0, 0, 0, true, Map.of(), Map.of(), List.of());

    public IngestResult {
        events = Map.copyOf(events);
        rejects = Map.copyOf(rejects);
        rejectFolders = List.copyOf(rejectFolders);
    }

    IngestResult plus(IngestResult other) {
        Map<String, Long> allEvents = new TreeMap<>(events);
        other.events.forEach((event, lines) -> allEvents.merge(event, lines, Long::sum));
        Map<RejectReason, Long> allRejects = new EnumMap<>(RejectReason.class);
        allRejects.putAll(rejects);
        other.rejects.forEach((reason, lines) -> allRejects.merge(reason, lines, Long::sum));
        List<Path> allFolders = new ArrayList<>(rejectFolders);
        allFolders.addAll(other.rejectFolders);
        return new IngestResult(
                accepted + other.accepted,
                rejected + other.rejected,
                objects + other.objects,
                already && other.already,
                allEvents,
                allRejects,
                allFolders);
    }
}
