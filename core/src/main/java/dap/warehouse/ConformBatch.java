package dap.warehouse;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// STAGE files of one family, to be taken into the star together.
///
/// @param lakeId which lake the files belong to
/// @param landing the family's landing table; its columns are the CSV's, after the file's id
/// @param files may be empty: then only waiting rows are tried again
/// @param replaced files of earlier batches, by key, whose rows the warehouse gives up: a backfill
///   put others in their place. Those that the warehouse does not know mean nothing.
/// @param standIns the files that [Warehouse#standIns] named for `replaced`
/// @param csv all rows of `files` and `standIns`, as [dap.engine.LakeEngine#unload] writes them;
///   not read if both are empty
/// @param procedureSha256 of the text of the procedure that the warehouse was given last; absent
///   where that is not known
/// @param retry whether rows that were refused before are tried again
public record ConformBatch(
        String lakeId,
        LandingTable landing,
        List<BatchFile> files,
        Collection<String> replaced,
        List<BatchFile> standIns,
        Path csv,
        Optional<String> procedureSha256,
        boolean retry) {
    public ConformBatch {
        files = List.copyOf(files);
        replaced = List.copyOf(replaced);
        standIns = List.copyOf(standIns);
    }

    /// A batch in whose place nothing was.
    public ConformBatch(String lakeId, LandingTable landing, List<BatchFile> files, Path csv) {
        this(lakeId, landing, files, List.of(), List.of(), csv, Optional.empty(), false);
    }

    /// Whether there is anything in the CSV.
    public boolean hasRows() {
        return !files.isEmpty() || !standIns.isEmpty();
    }

    /// @param id the number by which the CSV's first column names the file
    /// @param key the file's path within the lake: its identity in the warehouse
    /// @param event wire name
    public record BatchFile(
            long id,
            String key,
            String event,
            LocalDate arrivalDay,
            String processedDate,
            long rows) {}
}
