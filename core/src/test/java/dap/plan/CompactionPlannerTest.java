package dap.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.DataFile;
import dap.catalog.StageFile;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompactionPlannerTest {

    private static final long SMALL = CompactionPlanner.SMALL_BYTES - 1;

    @Test
    void smallFilesOfOneFolderGoTogetherAndOnlyThey() {
        List<CompactionTask> tasks =
                plan(
                        file(1, "p/a", SMALL),
                        file(2, "q/b", SMALL),
                        file(3, "p/c", SMALL),
                        file(4, "p/large", CompactionPlanner.SMALL_BYTES),
                        file(5, "r/alone", 1));

        assertThat(ids(tasks)).containsExactly(List.of(1L, 3L));
    }

    @Test
    void whatIsPutTogetherIsNeverLargerThanFull() {
        StageFile[] files = new StageFile[20];
        for (int i = 0; i < files.length; i++) {
            files[i] = file(i, "p/" + i, SMALL);
        }

        List<CompactionTask> tasks = plan(files);

        assertThat(tasks).hasSize(3);
        assertThat(tasks)
                .allMatch(task -> task.bytes() <= CompactionPlanner.FULL_BYTES)
                .allMatch(task -> task.dataFiles().size() > 1);
        assertThat(tasks.stream().mapToLong(CompactionTask::rows).sum()).isEqualTo(20 * 10);
    }

    @Test
    void notTooManyAreOpenedAtOnce() {
        StageFile[] files = new StageFile[2 * CompactionPlanner.MOST_FILES + 1];
        for (int i = 0; i < files.length; i++) {
            files[i] = file(i, "p/" + i, 1);
        }

        assertThat(plan(files))
                .extracting(task -> task.dataFiles().size())
                .containsExactly(CompactionPlanner.MOST_FILES, CompactionPlanner.MOST_FILES);
    }

    @Test
    void aCompactedFileGoesWholeOrNotAtAll() {
        DataFile dataFile = new DataFile("temporary", "p/compacted", 5);

        List<CompactionTask> tasks =
                plan(file(1, "p/a", dataFile), file(2, "p/b", 5), file(3, "p/c", dataFile));

        assertThat(ids(tasks)).containsExactly(List.of(1L, 3L, 2L));
        assertThat(tasks.getFirst().dataFiles()).hasSize(2);
        assertThat(tasks.getFirst().bytes()).isEqualTo(10);
    }

    @Test
    void filesOfAnOlderTableAreLeft() {
        DataFile dataFile = new DataFile("temporary", "p/compacted", 5);
        List<StageFile> files =
                List.of(
                        file(1, "p/a", dataFile),
                        file(2, "p/older", dataFile),
                        file(3, "p/c", 5),
                        file(4, "p/d", 5));

        assertThat(ids(CompactionPlanner.plan(files, file -> !file.key().endsWith("older"))))
                .containsExactly(List.of(3L, 4L));
    }

    private static List<CompactionTask> plan(StageFile... files) {
        return CompactionPlanner.plan(List.of(files), _ -> true);
    }

    private static List<List<Long>> ids(List<CompactionTask> tasks) {
        return tasks.stream()
                .map(task -> task.stageFiles().stream().map(StageFile::id).toList())
                .toList();
    }

    private static StageFile file(long id, String key, long bytes) {
        return file(id, key, new DataFile("temporary/" + id, key, bytes));
    }

    private static StageFile file(long id, String key, DataFile dataFile) {
        return new StageFile(
                id,
                DataSource.DEFAULT,
                new FamilyName("auth"),
                new EventName("login"),
                LocalDate.of(2026, 2, 28),
                "20260301",
                "LOGIN",
                key,
                10,
                10,
                10,
                "dml",
                Optional.of("table"),
                dataFile);
    }
}
