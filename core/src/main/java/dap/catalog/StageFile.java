package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import java.time.LocalDate;

/// A committed STAGE file: the rows of one event and arrival day, from exactly its objects.
///
/// @param key where it lies once published, relative to the lake's root
/// @param asideKey where it was written; gone once it is published
/// @param eventName the partition's value
/// @param lines good lines of its objects
/// @param selected rows that passed the DML's WHERE; `lines` less these were filtered
/// @param rows rows in the file; `selected` less these were collapsed by DISTINCT or GROUP BY
/// @param dmlSha256 of the DML's text, in hexadecimal
public record StageFile(
        long id,
        DataSource source,
        FamilyName family,
        EventName event,
        LocalDate arrivalDay,
        String processedDate,
        String eventName,
        String key,
        String asideKey,
        long lines,
        long selected,
        long rows,
        long bytes,
        String dmlSha256) {}
