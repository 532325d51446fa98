package dap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {

    @TempDir Path lake;

    @Test
    void movesFilesIntoFoldersThatItMakes() throws IOException {
        Publication.Move move = move("temporary.gz", "raw/A/day=01/1.gz", "four");

        Publication.publish(List.of(move));

        assertThat(move.target()).hasContent("four");
        assertThat(move.temporary()).doesNotExist();
    }

    @Test
    void mayBeRepeated() throws IOException {
        Publication.Move move = move("temporary.gz", "raw/1.gz", "four");
        Publication.publish(List.of(move));

        Publication.publish(List.of(move));

        assertThat(move.target()).hasContent("four");
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        Publication.Move first = move("1", "raw/1.gz", "one");
        Publication.Move second = move("2", "raw/2.gz", "two");
        Publication.publish(List.of(first));

        Publication.publish(List.of(first, second));

        assertThat(first.target()).hasContent("one");
        assertThat(second.target()).hasContent("two");
    }

    @Test
    void refusesWhenTheFileIsNowhere() throws IOException {
        Publication.Move move = move("temporary.gz", "raw/1.gz", "four");
        Files.delete(move.temporary());

        assertThatThrownBy(() -> Publication.publish(List.of(move)))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("1.gz was committed with 4 bytes, but it is not there")
                .hasMessageContaining("Restore the file from a copy of the lake");
    }

    @Test
    void refusesWhenWhatIsInPlaceHasAnotherSize() throws IOException {
        Publication.Move move = move("temporary.gz", "raw/1.gz", "four");
        Publication.publish(List.of(move));
        Files.writeString(move.target(), "fo");

        assertThatThrownBy(() -> Publication.publish(List.of(move)))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("with 4 bytes, but it has 2 bytes");
    }

    @Test
    void namesThePlaceThatCannotBeWritten() throws IOException {
        Files.writeString(lake.resolve("raw"), "a file where a folder should be");
        Publication.Move move = move("temporary.gz", "raw/1.gz", "four");

        assertThatThrownBy(() -> Publication.publish(List.of(move)))
                .isInstanceOf(DapException.class)
                .hasMessageContaining(lake.resolve("raw") + " cannot be written")
                .hasMessageContaining("Check that " + lake + " can be written");
    }

    @Test
    void saysWhenTheDiskIsFull() {
        DapException failure =
                StoreFailure.writing(
                        lake.resolve("1.gz"), new IOException("No space left on device"));

        assertThat(failure)
                .hasMessageContaining("1.gz cannot be written: No space left on device.")
                .hasMessageContaining("Free space on the disk that holds " + lake);
    }

    private Publication.Move move(String temporary, String target, String content)
            throws IOException {
        Path written = Files.writeString(lake.resolve(temporary), content);
        return new Publication.Move(written, lake.resolve(target), content.length());
    }
}
