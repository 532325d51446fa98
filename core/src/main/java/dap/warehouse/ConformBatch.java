package dap.warehouse;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/// STAGE files of one family, to be taken into the star together.
///
/// @param lakeId which lake the files belong to
/// @param landing the family's landing table; its columns are the CSV's, after the file's id
/// @param files may be empty: then only waiting rows are tried again
/// @param csv all rows of `files`, as [dap.engine.LakeEngine#unload] writes them; not read if
///   `files` is empty
public record ConformBatch(String lakeId, LandingTable landing, List<BatchFile> files, Path csv) {
    public ConformBatch {
        files = List.copyOf(files);
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
