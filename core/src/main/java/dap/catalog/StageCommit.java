package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.raw.RejectedLine;
import dap.store.FileMark;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// What [StageCatalog#commit] records in one transaction: a file, and the objects it was made of.
///
/// Fields of the same name mean what [StageFile] says.
///
/// @param tableSha256 of the STAGE table's columns, in hexadecimal
/// @param marks how files of these looked while they held what was staged, as far as that is known
/// @param objectIds the RAW objects whose rows the file holds; none may be staged already
/// @param rejects lines of these, by object, that were left out as the statement fails on them
public record StageCommit(
        DataSource source,
        FamilyName family,
        EventName event,
        LocalDate arrivalDay,
        String processedDate,
        String eventName,
        String key,
        String temporaryKey,
        List<Long> objectIds,
        Map<Long, List<RejectedLine>> rejects,
        Map<Long, FileMark> marks,
        long lines,
        long selected,
        long rows,
        long bytes,
        String dmlSha256,
        String tableSha256,
        String runId,
        Instant committedAt) {
    public StageCommit {
        objectIds = List.copyOf(objectIds);
        rejects = Map.copyOf(rejects);
        marks = Map.copyOf(marks);
    }
}
