package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import java.time.LocalDate;
import java.util.Optional;

/// A committed STAGE file: the rows of one event and arrival day, from exactly its objects.
///
/// Its rows lie in a file of their own, or, once that was compacted, in a file with those of
/// others; it is the same to every account.
///
/// @param key names it: where it lay, or will lie, by itself; relative to the lake's root
/// @param eventName the partition's value
/// @param lines good lines of its objects
/// @param selected rows that passed the DML's WHERE; `lines` less these were filtered
/// @param rows rows in the file; `selected` less these were collapsed by DISTINCT or GROUP BY
/// @param dmlSha256 of the DML's text, in hexadecimal
/// @param tableSha256 of the STAGE table's columns when it was written; absent where an older DAP
///   wrote it
/// @param dataFile the file in which its rows lie
public record StageFile(
        long id,
        DataSource source,
        FamilyName family,
        EventName event,
        LocalDate arrivalDay,
        String processedDate,
        String eventName,
        String key,
        long lines,
        long selected,
        long rows,
        String dmlSha256,
        Optional<String> tableSha256,
        DataFile dataFile) {

    /// Whether its rows lie in a file with those of others.
    public boolean isCompacted() {
        return !dataFile.key().equals(key);
    }

    /// What names it in a compacted file, the last part of its key; absent where its rows lie in a
    /// file of their own.
    public Optional<String> part() {
        return isCompacted()
                ? Optional.of(key.substring(key.lastIndexOf('/') + 1))
                : Optional.empty();
    }
}
