package dap.project;

import static dap.project.TestProject.MASTER;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What makes every plan impossible is thrown.
class NoProjectTest {

    @TempDir Path folder;

    @Test
    void aFolderThatIsNotThereIsRefused() {
        TestProject project = TestProject.at(folder.resolve("nowhere"));

        assertThatThrownBy(project::read)
                .hasMessageContaining("There is no folder " + folder.resolve("nowhere"))
                .extracting(error -> ((DapException) error).code())
                .isEqualTo(ErrorCode.FILE_MISSING);
    }

    @Test
    void aFolderWithoutMasterConfigIsToldWhereItWasLookedFor() {
        TestProject project = TestProject.at(folder);

        assertThatThrownBy(project::read)
                .hasMessageContaining("was found at " + folder.resolve(MASTER))
                .hasMessageContaining("Name the project's folder with --project")
                .extracting(error -> ((DapException) error).code())
                .isEqualTo(ErrorCode.FILE_MISSING);
    }

    @Test
    void aMasterConfigOfAnotherNameIsSuggested() {
        TestProject project =
                TestProject.at(folder)
                        .write("athena-scripts/process_scripts/product_families_config.json", "[]");

        assertThatThrownBy(project::read)
                .hasMessageContaining(
                        "There is a file `product_families_config.json` beside it: rename it");
    }

    @Test
    void aBrokenMasterConfigIsRefusedWithItsLine() {
        TestProject project = TestProject.in(folder).write(MASTER, "[\n{\"product_family\": }\n]");

        assertThatThrownBy(project::read)
                .hasMessageContaining(MASTER + ":2: This is not JSON:")
                .extracting(error -> ((DapException) error).code())
                .isEqualTo(ErrorCode.PROJECT_INVALID);
    }

    @Test
    void aMasterConfigThatIsNoArrayIsRefused() {
        TestProject project = TestProject.in(folder).write(MASTER, "{\"auth\": true}");

        assertThatThrownBy(project::read)
                .hasMessageContaining(
                        MASTER + ":1: An array of objects must stand here, not a mapping.");
    }

    @Test
    void anEmptyMasterConfigIsRefused() {
        TestProject project = TestProject.in(folder).write(MASTER, "");

        assertThatThrownBy(project::read).hasMessageContaining("This is not JSON: it is empty.");
    }

    @Test
    void nestingWithoutEndIsRefusedNotACrash() {
        TestProject project = TestProject.in(folder).write(MASTER, "[".repeat(100_000));

        assertThatThrownBy(project::read)
                .hasMessageContaining("it is nested more than 100 deep")
                .extracting(error -> ((DapException) error).code())
                .isEqualTo(ErrorCode.PROJECT_INVALID);
    }
}
