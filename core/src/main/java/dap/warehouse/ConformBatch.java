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
/// @param replaced what the files take the place of
/// @param csv all rows of `files`, as [dap.engine.LakeEngine#unload] writes them; not read if there
///   are none
/// @param procedureSha256 of the text of the procedure that the warehouse was given last; absent
///   where that is not known
/// @param retry whether rows that were refused before are tried again
public record ConformBatch(
        String lakeId,
        LandingTable landing,
        List<BatchFile> files,
        Replaced replaced,
        Path csv,
        Optional<String> procedureSha256,
        boolean retry) {
    public ConformBatch {
        files = List.copyOf(files);
    }

    /// A batch in whose place nothing was.
    public ConformBatch(String lakeId, LandingTable landing, List<BatchFile> files, Path csv) {
        this(lakeId, landing, files, Replaced.NONE, csv, Optional.empty(), false);
    }

    /// What a backfill put others in the place of, and what may come forward once it is given up.
    ///
    /// @param keys files of earlier batches whose rows the warehouse gives up. Those that it does
    ///   not know mean nothing.
    /// @param fallbacks the files that [Warehouse#fallbacks] named for `keys`, by family
    /// @param superseded those of them, by key, in whose own place others are about to come: their
    ///   rows are history
    public record Replaced(
            Collection<String> keys, List<Fallbacks> fallbacks, Collection<String> superseded) {

        public static final Replaced NONE = new Replaced(List.of(), List.of(), List.of());

        public Replaced {
            keys = List.copyOf(keys);
            fallbacks = List.copyOf(fallbacks);
            superseded = List.copyOf(superseded);
        }

        public boolean isNothing() {
            return keys.isEmpty();
        }
    }

    /// Files of a family, this batch's or another, that were conformed before.
    ///
    /// @param csv all their rows
    /// @param isCalled whether the family's procedure is called for what comes forward; it waits
    ///   otherwise
    public record Fallbacks(
            LandingTable landing, List<BatchFile> files, Path csv, boolean isCalled) {
        public Fallbacks {
            files = List.copyOf(files);
        }
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
