package dap.step.ingest;

import static dap.step.ingest.IngestLake.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.RawOptions;
import dap.store.WorkFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left by a process that dies at one of the points between which a death changes nothing.
class IngestRecoveryTest {

    private static final byte[] INPUT =
            (event("A", 1) + "\n" + event("B", 2) + "\nbroken\n").getBytes(UTF_8);

    @TempDir Path folder;
    private IngestLake lake;

    @BeforeEach
    void open() {
        lake = new IngestLake(folder);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void deadBeforeTheCommitNothingWasIngested() throws IOException {
        dieAfter(_ -> {});

        recovery().recover();

        assertThat(lake.workFiles()).isEmpty();
        assertThat(lake.objects()).isEmpty();
        assertThat(lake.ingest(INPUT).already()).isFalse();
    }

    @Test
    void deadAfterTheCommitAllIsPutInPlace() throws IOException {
        dieAfter(this::commit);
        assertThat(lake.objects()).isEmpty();

        recovery().recover();

        assertThat(lake.rawText()).isEqualTo(event("A", 1) + "\n" + event("B", 2) + "\n");
        assertThat(lake.rejectedLines()).isEqualTo("broken\n".getBytes(UTF_8));
        assertThat(lake.workFiles()).isEmpty();
        assertThat(lake.raw().unpublishedIngests()).isEmpty();
    }

    @Test
    void deadAfterTheCommitTheSameInputIsNotTakenTwice() throws IOException {
        dieAfter(this::commit);

        IngestResult result = lake.ingest(INPUT);

        assertThat(result.already()).isTrue();
        assertThat(lake.objects()).hasSize(2);
    }

    @Test
    void deadHalfWayThroughTheRenamesTheRestFollows() throws IOException {
        dieAfter(this::commit);
        moveOneFile();

        recovery().recover();

        assertThat(lake.rawText()).isEqualTo(event("A", 1) + "\n" + event("B", 2) + "\n");
        assertThat(lake.raw().unpublishedIngests()).isEmpty();
    }

    @Test
    void nothingIsStagedBeforeItIsInPlace() throws IOException {
        dieAfter(this::commit);

        assertThat(lake.raw().unstaged(DataSource.DEFAULT, new EventName("a"))).isEmpty();

        recovery().recover();
        assertThat(lake.raw().unstaged(DataSource.DEFAULT, new EventName("a"))).hasSize(1);
    }

    @Test
    void aCommittedFileThatIsGoneIsALoudError() throws IOException {
        dieAfter(this::commit);
        for (Path file : lake.workFiles()) {
            if (file.toString().endsWith("A-00001.gz")) {
                Files.delete(file);
            }
        }

        assertThatThrownBy(() -> recovery().recover())
                .isInstanceOf(DapException.class)
                .hasMessageContaining("was committed with")
                .hasMessageContaining("Restore the file from a copy of the lake");
        assertThat(lake.workFiles()).isNotEmpty();
    }

    @Test
    void anIngestThatIsStillGoingOnIsLeftAlone() throws IOException {
        try (WorkFolder work = WorkFolder.open(lake.layout, IngestRecovery.PURPOSE)) {
            Path file = Files.writeString(work.newFile("half"), "done");

            recovery().recover();

            assertThat(file).exists();
        }
    }

    private IngestRecovery recovery() {
        return new IngestRecovery(lake.layout, lake.raw());
    }

    private interface Stage {
        void go(UncommittedIngest.Finished finished);
    }

    private void commit(UncommittedIngest.Finished finished) {
        assertThat(lake.raw().commitIngest(finished.commit(Instant.EPOCH))).isPresent();
    }

    /// Writes the input to temporary files, goes on as told, and leaves what a killed process
    /// leaves.
    private void dieAfter(Stage stage) throws IOException {
        IngestInput input = new IngestInput.OfStream("test", new ByteArrayInputStream(INPUT));
        try (WorkFolder work = WorkFolder.open(lake.layout, IngestRecovery.PURPOSE);
                Compressor compressor = new Compressor(6);
                InputText text = InputText.open(input, IngestProgress.NONE)) {
            UncommittedIngest uncommitted =
                    new UncommittedIngest(
                            lake.layout,
                            work,
                            compressor,
                            RawOptions.DEFAULT,
                            IngestLimits.of(IngestLake.OBJECT_BYTES));
            uncommitted.write(text);
            IngestIdentity identity =
                    IngestIdentity.of(
                            IngestLake.request(false, input),
                            LocalDate.of(2026, 3, 2),
                            text.readToEnd(),
                            work);
            stage.go(uncommitted.finish(identity));
            work.keep();
        }
    }

    private void moveOneFile() throws IOException {
        long ingest = lake.raw().unpublishedIngests().getFirst().id();
        var file = lake.raw().dataFiles(ingest).getFirst();
        Path target = lake.layout.pathOf(file.key());
        Files.createDirectories(target.getParent());
        Files.move(lake.layout.pathOf(file.temporaryKey()), target);
        assertThat(List.of(target)).allMatch(Files::exists);
    }
}
