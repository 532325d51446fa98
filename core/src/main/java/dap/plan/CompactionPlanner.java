package dap.plan;

import dap.catalog.DataFile;
import dap.catalog.StageFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Chooses which STAGE files are compacted: the small ones of a partition, together up to a size
/// that readers like.
public final class CompactionPlanner {

    /// Files below it are small: opening one costs as much as reading it.
    public static final long SMALL_BYTES = 32L << 20;

    /// What is put together is about this large, at most.
    static final long FULL_BYTES = 256L << 20;

    /// Files that are put together at once, at most: a reader opens all of them.
    static final int MOST_FILES = 1_000;

    private CompactionPlanner() {}

    /// @param candidates published files, all of each of their partitions; in the order in which
    ///   their rows shall lie
    /// @param isOfTable whether a file was written for the STAGE table as it is now; others are
    ///   left as they are
    public static List<CompactionTask> plan(
            List<StageFile> candidates, Predicate<StageFile> isOfTable) {
        Map<String, Map<DataFile, List<StageFile>>> partitions = new LinkedHashMap<>();
        for (StageFile file : candidates) {
            partitions
                    .computeIfAbsent(folderOf(file), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(file.dataFile(), _ -> new ArrayList<>())
                    .add(file);
        }
        List<CompactionTask> tasks = new ArrayList<>();
        for (Map<DataFile, List<StageFile>> files : partitions.values()) {
            files.keySet().removeIf(file -> file.bytes() >= SMALL_BYTES);
            files.values().removeIf(rows -> !rows.stream().allMatch(isOfTable));
            addTasks(files, tasks);
        }
        return tasks;
    }

    private static String folderOf(StageFile file) {
        return file.key().substring(0, file.key().lastIndexOf('/') + 1);
    }

    private static void addTasks(Map<DataFile, List<StageFile>> files, List<CompactionTask> tasks) {
        List<List<StageFile>> together = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<DataFile, List<StageFile>> file : files.entrySet()) {
            if (bytes + file.getKey().bytes() > FULL_BYTES || together.size() == MOST_FILES) {
                addTask(together, tasks);
                together.clear();
                bytes = 0;
            }
            together.add(file.getValue());
            bytes += file.getKey().bytes();
        }
        addTask(together, tasks);
    }

    private static void addTask(List<List<StageFile>> together, List<CompactionTask> tasks) {
        if (together.size() > 1) {
            tasks.add(new CompactionTask(together.stream().flatMap(List::stream).toList()));
        }
    }
}
