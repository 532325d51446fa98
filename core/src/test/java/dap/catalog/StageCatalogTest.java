package dap.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.catalog.StageCatalog.Replaced;
import dap.catalog.StaleDays.Definition;
import dap.errors.DapException;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.raw.SchemaTree;
import dap.store.FileMark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCatalogTest {

    private static final EventName LOGIN = new EventName("login");
    private static final FamilyName AUTH = new FamilyName("auth");
    private static final LocalDate DAY = LocalDate.of(2026, 2, 28);
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir Path folder;
    private Catalog catalog;

    @BeforeEach
    void openWithTwoObjects() {
        catalog = Catalog.open(folder.resolve("catalog.db"));
        catalog.raw().record(List.of(object("a.gz"), object("b.gz")), NOW);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void anObjectOfACommittedFileIsStagedNoMore() {
        catalog.stage().commit(commit("one.parquet", ids()));

        assertThat(catalog.raw().unstaged(DataSource.DEFAULT, LOGIN)).isEmpty();
    }

    @Test
    void anObjectIsInOneFileOnlyAndASecondCommitRecordsNothing() {
        catalog.stage().commit(commit("one.parquet", List.of(ids().getFirst())));
        List<Long> both = List.of(1L, 2L);

        assertThatThrownBy(() -> catalog.stage().commit(commit("two.parquet", both)))
                .hasMessageContaining("was staged by another process");

        assertThat(catalog.stage().files(DataSource.DEFAULT, AUTH))
                .extracting(StageFile::key)
                .containsExactly("one.parquet");
        assertThat(catalog.raw().unstaged(DataSource.DEFAULT, LOGIN)).hasSize(1);
    }

    @Test
    void aFileIsUnpublishedAndUnconformedUntilItIsSaid() {
        long id = catalog.stage().commit(commit("one.parquet", ids()));
        assertThat(catalog.stage().unpublished()).hasSize(1);
        assertThat(catalog.stage().unconformed(DataSource.DEFAULT, AUTH)).hasSize(1);

        catalog.stage().markPublished(id);
        catalog.stage().markConformed(List.of(id), Optional.empty());

        assertThat(catalog.stage().unpublished()).isEmpty();
        assertThat(catalog.stage().unconformed(DataSource.DEFAULT, AUTH)).isEmpty();
        assertThat(catalog.stage().anyConformed()).isTrue();
    }

    @Test
    void aDayTellsWhatWasFilteredAndWhatWasCollapsed() {
        catalog.stage().commit(commit("one.parquet", ids()));

        assertThat(catalog.stage().days(DataSource.DEFAULT))
                .containsExactly(new StagedDay(LOGIN, AUTH, DAY, 15, 3, 2, 0, 15));
    }

    @Test
    void daysOfOlderTextsAreNamedWithTheTextsThatChanged() {
        long id = catalog.stage().commit(commit("one.parquet", ids()));
        catalog.stage().markConformed(List.of(id), Optional.of("procedure"));

        assertThat(staleDays("dml", "table", "procedure").days()).isEmpty();
        assertThat(staleDays("new", "table", "procedure"))
                .isEqualTo(new StaleDays(Set.of(Definition.DML), List.of(DAY)));
        assertThat(staleDays("dml", "new", "new"))
                .isEqualTo(
                        new StaleDays(
                                Set.of(Definition.STAGE_TABLE, Definition.PROCEDURE),
                                List.of(DAY)));
    }

    @Test
    void whatTookAFileToTheStarMayNotBeKnown() {
        long id = catalog.stage().commit(commit("one.parquet", ids()));
        catalog.stage().markConformed(List.of(id), Optional.empty());

        assertThat(staleDays("dml", "table", "new").days()).isEmpty();
    }

    private StaleDays staleDays(String dml, String table, String procedure) {
        return catalog.stage()
                .staleDays(DataSource.DEFAULT, LOGIN, new StageDefinitions(dml, table, procedure));
    }

    private List<Long> ids() {
        return catalog.raw().unstaged(DataSource.DEFAULT, LOGIN).stream()
                .map(RawObject::id)
                .toList();
    }

    private static CrawledObject object(String key) {
        return new CrawledObject(
                DataSource.DEFAULT,
                LOGIN,
                DAY,
                key,
                new FileMark(100, NOW, ""),
                "sha-" + key,
                10,
                true,
                SchemaTree.EMPTY,
                List.of());
    }

    @Test
    void whatTakesAFilesPlaceHoldsItsObjectsAndTheFileIsRemembered() {
        catalog.stage().commit(commit("one.parquet", List.of(1L)));
        catalog.stage().markConformed(List.of(1L), Optional.empty());

        Replaced ids =
                catalog.stage()
                        .replace(
                                List.of(commit("restaged.parquet", List.of(1L, 2L))),
                                List.of(),
                                List.of());

        assertThat(catalog.stage().files(DataSource.DEFAULT, AUTH))
                .extracting(StageFile::key)
                .containsExactly("restaged.parquet");
        assertThat(catalog.raw().unstaged(DataSource.DEFAULT, LOGIN)).isEmpty();
        assertThat(catalog.stage().replaced(DataSource.DEFAULT, AUTH))
                .containsExactly("one.parquet");
        assertThat(catalog.compaction().removable())
                .as("before what takes its place is there")
                .isEmpty();
        ids.stageFileIds().forEach(catalog.stage()::markPublished);
        assertThat(catalog.compaction().removable()).containsExactly("one.parquet");
        catalog.compaction().markRemoved("one.parquet");
        assertThat(catalog.compaction().removable()).isEmpty();
        catalog.stage().forgetReplaced(List.of("one.parquet"));
        assertThat(catalog.stage().replaced()).isEmpty();
    }

    @Test
    void aReplacementThatLeavesOutAnObjectOfTheFileRecordsNothing() {
        catalog.stage().commit(commit("one.parquet", List.of(1L, 2L)));

        assertThatThrownBy(() ->
                        catalog.stage()
                                .replace(
                                        List.of(commit("restaged.parquet", List.of(1L))),
                                        List.of(),
                                        List.of()))
                .isInstanceOf(DapException.class);

        assertThat(catalog.stage().files(DataSource.DEFAULT, AUTH))
                .extracting(StageFile::key)
                .containsExactly("one.parquet");
    }

    private static StageCommit commit(String key, List<Long> objects) {
        return new StageCommit(
                DataSource.DEFAULT,
                AUTH,
                LOGIN,
                DAY,
                "20260301",
                "LOGIN",
                key,
                "work/" + key,
                objects,
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
