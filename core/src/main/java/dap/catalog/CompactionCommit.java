package dap.catalog;

import java.util.List;

/// What [CompactionCatalog#commit] records of one file: where it lies, and whose rows it holds.
///
/// @param fileIds the STAGE files whose rows it holds: all that lie in the files in whose place it
///   comes
public record CompactionCommit(DataFile file, List<Long> fileIds) {
    public CompactionCommit {
        fileIds = List.copyOf(fileIds);
    }
}
