package dap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir Path lake;
    private LakeLayout layout;

    @BeforeEach
    void layout() {
        layout = new LakeLayout(lake, "local");
    }

    @Test
    void isGoneOnceClosed() throws IOException {
        Path file;
        try (WorkFolder folder = WorkFolder.open(layout, "test")) {
            file = Files.writeString(folder.newFile("half"), "done");
        }

        assertThat(file).doesNotExist();
        assertThat(layout.work()).isEmptyDirectory();
    }

    @Test
    void sweepClearsWhatTheDeadLeft() throws IOException {
        Path file = writtenBySomeoneWhoDied();

        int cleared = WorkFolder.sweep(layout, "test", WorkFolderTest::nothingCommitted);

        assertThat(cleared).isEqualTo(1);
        assertThat(file).doesNotExist();
        assertThat(layout.work()).isEmptyDirectory();
    }

    @Test
    void sweepLeavesTheLivingAlone() throws IOException {
        try (WorkFolder alive = WorkFolder.open(layout, "test")) {
            Path file = Files.writeString(alive.newFile("half"), "done");

            int cleared = WorkFolder.sweep(layout, "test", WorkFolderTest::nothingCommitted);

            assertThat(cleared).isZero();
            assertThat(file).exists();
        }
    }

    @Test
    void sweepLetsCommittedFilesBePublishedFirst() throws IOException {
        Path file = writtenBySomeoneWhoDied();
        Path target = lake.resolve("published");

        WorkFolder.sweep(
                layout, "test", () -> assertThat(file.toFile().renameTo(target.toFile())).isTrue());

        assertThat(target).hasContent("done");
    }

    @Test
    void sweepDeletesNothingIfPublishingFails() throws IOException {
        Path file = writtenBySomeoneWhoDied();

        assertThatThrownBy(() ->
                        WorkFolder.sweep(
                                layout,
                                "test",
                                () -> {
                                    throw new IllegalStateException("disk gone");
                                }))
                .hasMessage("disk gone");

        assertThat(file).exists();
        assertThat(WorkFolder.sweep(layout, "test", WorkFolderTest::nothingCommitted)).isEqualTo(1);
    }

    @Test
    void sweepLeavesFoldersOfOtherPurposes() throws IOException {
        Path file = writtenBySomeoneWhoDied();

        int cleared = WorkFolder.sweep(layout, "other", WorkFolderTest::nothingCommitted);

        assertThat(cleared).isZero();
        assertThat(file).exists();
    }

    @Test
    void sweepOfALakeThatHasNoWorkYetDoesNothing() {
        int cleared = WorkFolder.sweep(layout, "test", WorkFolderTest::nothingCommitted);

        assertThat(cleared).isZero();
    }

    private static void nothingCommitted() {}

    /// What the system leaves of a process that was killed: files, and a lock that is free.
    private Path writtenBySomeoneWhoDied() throws IOException {
        try (WorkFolder folder = WorkFolder.open(layout, "test")) {
            Path file = Files.writeString(folder.newFile("half"), "done");
            folder.keep();
            return file;
        }
    }
}
