package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir Path folder;
    private Dap dap;

    @BeforeEach
    void aNewProject() {
        dap = Dap.withStarter(folder);
    }

    @Test
    void aCheckWritesNothingIntoTheProjectsFolder() throws IOException {
        List<String> before = files();

        Ended check = dap.call("check");

        assertThat(check.out()).contains("No problems.");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aCheckOfAProjectWithALakeLeavesTheLakeAsItIs() throws IOException {
        dap.call("ingest", dap.file("events/sign-ins.jsonl").toString());
        List<String> before = files();

        assertThat(dap.call("check").exitCode()).isZero();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aTableOfTheSameNameInAnotherDatabaseIsNoProblem() throws IOException {
        Files.writeString(
                dap.file("iac/main/resources/stage.yml"),
                """
                  OtherDb:
                    Type: AWS::Glue::Database
                    Properties: {DatabaseInput: {Name: archive}}
                  ArchTable:
                    Type: AWS::Glue::Table
                    Properties: {DatabaseName: !Ref OtherDb, TableInput: {Name: sign_in, \
                StorageDescriptor: {Columns: [{Name: a, Type: string}]}}}
                """,
                StandardOpenOption.APPEND);

        Ended check = dap.call("check");

        assertThat(check.out()).contains("No problems.");
    }

    /// Every folder, and every file as it is.
    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted().toList()) {
                files.add(
                        Files.isDirectory(path)
                                ? path.toString()
                                : path + " " + Files.getLastModifiedTime(path));
            }
        }
        return files;
    }
}
