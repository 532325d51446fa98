package dap.step.ingest;

import dap.model.DataSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What to ingest.
///
/// @param inputs each is an ingest of its own
/// @param arrivalDay UTC; today where absent
/// @param again take inputs though they were ingested before
public record IngestRequest(
        DataSource source,
        List<IngestInput> inputs,
        Optional<LocalDate> arrivalDay,
        boolean again) {
    public IngestRequest {
        inputs = List.copyOf(inputs);
    }
}
