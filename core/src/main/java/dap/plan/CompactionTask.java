package dap.plan;

import dap.catalog.DataFile;
import dap.catalog.StageFile;
import java.util.List;

/// STAGE files of one partition whose rows are to lie in one file.
///
/// @param stageFiles at least one; all whose rows lie in the same files
public record CompactionTask(List<StageFile> stageFiles) {
    public CompactionTask {
        stageFiles = List.copyOf(stageFiles);
    }

    /// Any of them, for what all have in common: source, family, event, partition, table.
    public StageFile first() {
        return stageFiles.getFirst();
    }

    /// The files on the disk in whose place one comes.
    public List<DataFile> dataFiles() {
        return stageFiles.stream().map(StageFile::dataFile).distinct().toList();
    }

    /// Of the files on the disk.
    public long bytes() {
        return dataFiles().stream().mapToLong(DataFile::bytes).sum();
    }

    public long rows() {
        return stageFiles.stream().mapToLong(StageFile::rows).sum();
    }
}
