package dap.project;

import dap.errors.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A small project in a folder, without a fault; each test then changes the file it is about.
final class TestProject {

    static final String MASTER = "athena-scripts/process_scripts/product_family_config.json";
    static final String EVENTS = "athena-scripts/process_scripts/auth_config.json";
    static final String OTHER_EVENTS = "athena-scripts/process_scripts/ipv_config.json";
    static final String DML = "athena-scripts/dml/insert_into/";
    static final String STAGE = "iac/main/resources/stage.yml";
    static final String RAW = "iac/main/resources/raw.yml";
    static final String WAREHOUSE =
            "athena-scripts/redshift_scripts/reporting_model_product_family_config.json";
    static final String PROCEDURES = "athena-scripts/redshift_scripts/";
    static final String MIGRATIONS = "redshift-scripts/flyway/migrations/";

    private final Path folder;

    private TestProject(Path folder) {
        this.folder = folder;
    }

    static TestProject at(Path folder) {
        return new TestProject(folder);
    }

    /// Two families: `auth` with the events `auth_start` and `auth_end`, `ipv` with `ipv_start`.
    static TestProject in(Path folder) {
        return at(folder)
                .write(
                        MASTER,
                        """
                        [
                          {"product_family": "auth", "enabled": true},
                          {"product_family": "ipv", "enabled": true}
                        ]
                        """)
                .write(
                        EVENTS,
                        """
                        [
                          {"event_name": "auth_start", "product_family": "auth", "enabled": true},
                          {"event_name": "auth_end", "product_family": "auth", "enabled": true}
                        ]
                        """)
                .write(
                        OTHER_EVENTS,
                        """
                        [{"event_name": "ipv_start", "product_family": "ipv", "enabled": true}]
                        """)
                .write(DML + "auth_start.sql", "INSERT INTO t SELECT 1")
                .write(DML + "auth_end.sql", "INSERT INTO t SELECT 2")
                .write(DML + "ipv_start.sql", "INSERT INTO t SELECT 3")
                .write(STAGE, "Resources:\n" + stageTable("auth") + stageTable("ipv"));
    }

    /// A STAGE table of six lines and more, as a resource of a template.
    static String stageTable(String name) {
        return """
          %1$sTable:
            Type: AWS::Glue::Table
            Properties:
              DatabaseName: !Sub ${Environment}-txma-stage
              TableInput:
                Name: %1$s
                PartitionKeys:
                  - { Name: processed_date, Type: string }
                  - { Name: event_name, Type: string }
                StorageDescriptor:
                  Location: !Sub s3://${Environment}-dap-stage-layer/txma/%1$s/
                  Columns:
                    - { Name: event_id, Type: string }
        """
                .formatted(name);
    }

    TestProject write(String file, String text) {
        return writeBytes(file, text.getBytes(StandardCharsets.UTF_8));
    }

    TestProject writeBytes(String file, byte[] bytes) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestProject delete(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Project read() {
        return ProjectReader.read(folder, Overrides.NONE);
    }

    Source source() {
        return read().sources().getFirst();
    }

    List<Problem> problems() {
        return read().allProblems();
    }

    /// All problems as `SEVERITY file:line: message`, without their hints.
    List<String> said() {
        return said(problems());
    }

    /// The problems of a family and its events.
    List<String> saidOf(String family) {
        return Stream.concat(
                        said(family(family).problems()).stream(),
                        family(family).events().stream()
                                .flatMap(event -> said(event.problems()).stream()))
                .toList();
    }

    static List<String> said(List<Problem> problems) {
        return problems.stream()
                .map(found -> found.severity() + " " + found.location() + ": " + found.message())
                .toList();
    }

    Family family(String name) {
        return source().families().stream()
                .filter(family -> family.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Event event(String name) {
        return source().families().stream()
                .flatMap(family -> family.events().stream())
                .filter(event -> event.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
