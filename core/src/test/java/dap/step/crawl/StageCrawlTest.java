package dap.step.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.DataSource;
import dap.project.Source;
import dap.project.TableDefinition;
import dap.project.WarehouseProject;
import dap.step.crawl.StageCrawl.KnownFile;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCrawlTest {

    private static final String A = "processed_date=20240101/event_name=AUTH_START/a.parquet";
    private static final String B = "processed_date=20240102/event_name=AUTH_START/b.parquet";

    @TempDir Path root;
    private LakeLayout layout;

    @BeforeEach
    void open() {
        layout = new LakeLayout(root, "local");
    }

    @Test
    void layerThatIsAsTheCatalogSaysAgrees() throws IOException {
        KnownFile a = file("ACCOUNTS", A);
        KnownFile b = file("ACCOUNTS", B);

        StageCrawl.Report report =
                StageCrawl.crawl(layout, source(table("ACCOUNTS")), List.of(a, b));

        assertThat(report.agrees()).isTrue();
        assertThat(report.partitions()).containsOnlyKeys("ACCOUNTS").containsValue(2);
    }

    @Test
    void tellsWhatIsMissingChangedAndUnknown() throws IOException {
        KnownFile gone = file("ACCOUNTS", A);
        KnownFile cut = file("ACCOUNTS", B);
        Files.delete(layout.pathOf(gone.key()));
        KnownFile stray = file("ACCOUNTS", "processed_date=20240103/copy.parquet");

        StageCrawl.Report report =
                StageCrawl.crawl(
                        layout,
                        source(table("ACCOUNTS")),
                        List.of(gone, new KnownFile(cut.key(), cut.bytes() + 1)));

        assertThat(report.missing()).containsExactly(gone.key());
        assertThat(report.changed()).containsExactly(cut.key());
        assertThat(report.unknown()).containsExactly(stray.key());
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void looksForFilesAloneAndTellsWhatIsMissingAndChanged() throws IOException {
        KnownFile gone = file("ACCOUNTS", A);
        KnownFile cut = file("ACCOUNTS", B);
        Files.delete(layout.pathOf(gone.key()));

        StageCrawl.Report report =
                StageCrawl.lookFor(
                        layout, List.of(gone, new KnownFile(cut.key(), cut.bytes() + 1)));

        assertThat(report.missing()).containsExactly(gone.key());
        assertThat(report.changed()).containsExactly(cut.key());
    }

    @Test
    void tellsFoldersThatAreNoDeclaredTable() throws IOException {
        KnownFile other = file("OTHER", A);

        StageCrawl.Report report =
                StageCrawl.crawl(layout, source(table("ACCOUNTS")), List.of(other));

        assertThat(report.undeclared()).containsExactly("local-dap-stage-layer/txma/OTHER");
    }

    @Test
    void aLakeWithoutStageAgreesWithAnEmptyCatalog() {
        StageCrawl.Report report = StageCrawl.crawl(layout, source(), List.of());

        assertThat(report.agrees()).isTrue();
    }

    private KnownFile file(String table, String place) throws IOException {
        Path file = layout.stageLayer(DataSource.DEFAULT).resolve(table).resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "rows");
        return new KnownFile(layout.keyOf(file), 4);
    }

    private static TableDefinition table(String folder) {
        return new TableDefinition(
                "local-txma-stage",
                folder.toLowerCase(Locale.ROOT),
                List.of(),
                List.of(),
                Optional.of("s3://local-dap-stage-layer/txma/" + folder),
                "stage.yml",
                1);
    }

    private static Source source(TableDefinition... tables) {
        return new Source(
                DataSource.DEFAULT,
                List.of(),
                List.of(tables),
                List.of(),
                List.of(),
                new WarehouseProject(List.of(), Optional.empty(), List.of(), List.of()),
                List.of());
    }
}
