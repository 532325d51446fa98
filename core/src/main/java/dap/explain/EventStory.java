package dap.explain;

import dap.warehouse.EventTrace;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Where one event went.
///
/// @param lines its lines in RAW; `searchedAll` says whether others may be there
/// @param rejects its lines that ingest rejected
/// @param trace what the warehouse knows of it
/// @param searchedAll whether all of RAW and all rejects were read; if not, only the objects that
///   the warehouse's copies came from
public record EventStory(
        String eventId,
        List<Line> lines,
        List<Reject> rejects,
        EventTrace trace,
        boolean searchedAll) {

    public EventStory {
        lines = List.copyOf(lines);
        rejects = List.copyOf(rejects);
    }

    /// A line in RAW.
    ///
    /// @param event wire name of the object's event
    /// @param object path within the lake
    /// @param number of the line, from 1
    /// @param rejected why it was; absent for a good line
    /// @param stageFile path within the lake; absent where the object is not staged
    public record Line(
            String event,
            LocalDate arrivalDay,
            String object,
            long number,
            Optional<String> rejected,
            Optional<String> stageFile) {}

    /// A line among the rejects of an ingest.
    ///
    /// @param folder path within the lake
    /// @param number of the line in the ingested input, from 1
    public record Reject(String folder, long number, String reason, String detail) {}

    public boolean isKnown() {
        return !lines.isEmpty() || !rejects.isEmpty() || !trace.copies().isEmpty();
    }
}
