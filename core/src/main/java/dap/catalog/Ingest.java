package dap.catalog;

import dap.model.DataSource;
import java.time.LocalDate;

/// A committed ingest.
///
/// @param again 0 the first time, then 1, 2 …
/// @param published whether all its files were put into their places
public record Ingest(
        long id,
        DataSource source,
        String inputSha256,
        LocalDate arrivalDay,
        int again,
        long accepted,
        long rejected,
        long objects,
        boolean published) {}
