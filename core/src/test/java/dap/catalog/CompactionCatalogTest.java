package dap.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dap.catalog.StageCatalog.Replaced;
import dap.errors.DapException;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.raw.SchemaTree;
import dap.store.FileMark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionCatalogTest {

    private static final EventName LOGIN = new EventName("login");
    private static final FamilyName AUTH = new FamilyName("auth");
    private static final LocalDate DAY = LocalDate.of(2026, 2, 28);
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir Path folder;
    private Catalog catalog;

    /// Three files of one partition, each of a day of its own.
    @BeforeEach
    void openWithThreeFiles() {
        catalog = Catalog.open(folder.resolve("catalog.db"));
        for (int i = 0; i < 3; i++) {
            catalog.raw().record(List.of(object(i + ".gz", DAY.minusDays(i))), NOW);
            long file =
                    catalog.stage().commit(commit("p/" + i + ".parquet", DAY.minusDays(i), i + 1));
            catalog.stage().markPublished(file);
        }
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void aPartitionIsOfferedOnceItHasEnoughSmallFilesAndIsDoneWith() {
        assertThat(catalog.compaction().candidates(3, 1001, NEXT_DAY)).hasSize(3);
        assertThat(catalog.compaction().candidates(4, 1001, NEXT_DAY)).isEmpty();
        assertThat(catalog.compaction().candidates(3, 1000, NEXT_DAY)).isEmpty();
        assertThat(catalog.compaction().candidates(3, 1001, NOW)).isEmpty();
    }

    @Test
    void aCompactedFileHoldsTheRowsAndTheAccountsStay() {
        List<StagedDay> before = catalog.stage().days(DataSource.DEFAULT);

        long id = catalog.compaction().commit(compacted("all", 1, 2, 3));
        catalog.compaction().markPublished(id);

        assertThat(files())
                .extracting(StageFile::key, file -> file.dataFile().key(), StageFile::part)
                .containsExactly(
                        tuple("p/0.parquet", "p/all.parquet", Optional.of("0.parquet")),
                        tuple("p/1.parquet", "p/all.parquet", Optional.of("1.parquet")),
                        tuple("p/2.parquet", "p/all.parquet", Optional.of("2.parquet")));
        assertThat(catalog.stage().days(DataSource.DEFAULT)).isEqualTo(before);
        assertThat(catalog.compaction().candidates(1, 1001, NEXT_DAY)).isEmpty();
    }

    @Test
    void whatWasCompactedIsRemovedOnlyWhenTheCompactedFileIsInItsPlace() {
        long id = catalog.compaction().commit(compacted("all", 1, 2, 3));
        assertThat(catalog.compaction().unpublished())
                .containsExactly(entry(id, new DataFile("work/all", "p/all.parquet", 2000)));
        assertThat(catalog.compaction().removable()).isEmpty();

        catalog.compaction().markPublished(id);

        assertThat(catalog.compaction().removable())
                .containsExactly("p/0.parquet", "p/1.parquet", "p/2.parquet");
        catalog.compaction().markRemoved("p/0.parquet");
        assertThat(catalog.compaction().removable()).hasSize(2);
    }

    @Test
    void aCompactedFileThatIsCompactedAgainIsRemoved() {
        catalog.compaction().markPublished(catalog.compaction().commit(compacted("two", 1, 2)));
        catalog.compaction().markPublished(catalog.compaction().commit(compacted("all", 1, 2, 3)));

        assertThat(catalog.compaction().removable())
                .containsExactly("p/0.parquet", "p/1.parquet", "p/2.parquet", "p/two.parquet");
    }

    @Test
    void aRestagedDayLeavesTheCompactedFileToTheOthers() {
        catalog.compaction().markPublished(catalog.compaction().commit(compacted("all", 1, 2, 3)));
        assertThat(catalog.compaction().sharingFilesWith(List.of(files().get(1)))).hasSize(3);

        Replaced ids =
                catalog.stage()
                        .replace(
                                List.of(commit("p/restaged.parquet", DAY.minusDays(1), 2)),
                                List.of(),
                                List.of(compacted("rest", 1, 3)));
        ids.stageFileIds().forEach(catalog.stage()::markPublished);
        assertThat(catalog.compaction().removable()).isEmpty();
        ids.compactedFileIds().forEach(catalog.compaction()::markPublished);

        assertThat(files())
                .extracting(file -> file.dataFile().key())
                .containsExactly("p/rest.parquet", "p/rest.parquet", "p/restaged.parquet");
        assertThat(catalog.compaction().removable())
                .contains("p/all.parquet")
                .doesNotContain("p/rest.parquet", "p/restaged.parquet");
        assertThat(catalog.stage().replaced()).containsExactly("p/1.parquet");
    }

    @Test
    void aFileThatIsThereNoMoreMakesTheCommitRecordNothing() {
        assertThatThrownBy(() -> catalog.compaction().commit(compacted("all", 1, 2, 9)))
                .isInstanceOf(DapException.class);

        assertThat(files()).noneMatch(StageFile::isCompacted);
        assertThat(catalog.compaction().unpublished()).isEmpty();
        assertThat(catalog.compaction().removable()).isEmpty();
    }

    private List<StageFile> files() {
        return catalog.stage().files(DataSource.DEFAULT, AUTH);
    }

    private static CompactionCommit compacted(String name, long... files) {
        return new CompactionCommit(
                new DataFile("work/" + name, "p/" + name + ".parquet", 2000),
                Arrays.stream(files).boxed().toList());
    }

    private static CrawledObject object(String key, LocalDate day) {
        return new CrawledObject(
                DataSource.DEFAULT,
                LOGIN,
                day,
                key,
                new FileMark(100, NOW, ""),
                "sha-" + key,
                10,
                true,
                SchemaTree.EMPTY,
                List.of());
    }

    private static StageCommit commit(String key, LocalDate day, long object) {
        return new StageCommit(
                DataSource.DEFAULT,
                AUTH,
                LOGIN,
                day,
                "20260301",
                "LOGIN",
                key,
                "work/" + key,
                List.of(object),
                Map.of(),
                Map.of(),
                20,
                17,
                15,
                1000,
                "dml",
                "table",
                "run",
                NOW);
    }
}
