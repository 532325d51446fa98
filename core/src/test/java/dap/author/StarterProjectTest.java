package dap.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterProjectTest {

    @TempDir Path folder;

    @Test
    void theProjectIsWholeAndHasNoProblem() throws IOException {
        Path project = folder.resolve("it's mine").resolve("first");

        List<String> files = StarterProject.create(project);

        Project read =
                ProjectReader.read(
                        project,
                        new Overrides(Optional.of(folder.resolve("lake")), Optional.empty()));
        assertThat(read.allProblems()).isEmpty();
        assertThat(read.sources().getFirst().families()).hasSize(1);
        assertThat(found(project)).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void itsReadmeNamesEveryFileOrItsKind() throws IOException {
        Path project = folder.resolve("first");
        List<String> files = StarterProject.create(project);

        String readme = Files.readString(project.resolve("README.md"));

        assertThat(files)
                .filteredOn(file -> !file.startsWith("athena-scripts/dml/"))
                .filteredOn(file -> !file.equals("README.md"))
                .allSatisfy(file ->
                        assertThat(readme)
                                .containsAnyOf(file, "`" + Path.of(file).getFileName() + "`"));
        assertThat(readme).contains("athena-scripts/dml/insert_into/*.sql");
    }

    @Test
    void anEmptyFolderIsTaken() {
        StarterProject.create(folder);

        assertThat(folder.resolve("dap.yml")).exists();
    }

    @Test
    void aFolderWithFilesIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> StarterProject.create(folder))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("is not empty")
                .extracting(e -> ((DapException) e).code())
                .isEqualTo(ErrorCode.USAGE);
        assertThat(found(folder)).containsExactly("notes.txt");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedAndNothingIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThatThrownBy(() -> StarterProject.create(file.resolve("below")))
                .isInstanceOf(DapException.class)
                .hasMessageContaining(file.toString())
                .extracting(e -> ((DapException) e).code())
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(found(folder)).containsExactly("file");
    }

    @Test
    void whatACutOffCallLeftIsInNoOnesWay() throws IOException {
        Files.createDirectories(folder.resolve("first.new/schema"));

        StarterProject.create(folder.resolve("first"));

        assertThat(folder.resolve("first.new")).doesNotExist();
    }

    private static List<String> found(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
