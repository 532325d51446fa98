package dap.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.model.DataSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralSourcesTest {

    private static final String OTHER = "other/process_scripts/product_family_config.json";

    @TempDir Path folder;
    private TestProject project = TestProject.at(Path.of(""));

    @BeforeEach
    void aSecondSourceThatSharesTheDmlTheTemplatesAndTheWarehouse() {
        project =
                TestProject.in(folder)
                        .write(
                                "dap.yml",
                                """
                                sources:
                                  txma:
                                  other:
                                    process-scripts: other/process_scripts
                                """)
                        .write(OTHER, "[{\"product_family\": \"ipv\", \"enabled\": true}]")
                        .write(
                                "other/process_scripts/ipv_config.json",
                                """
                                [{"event_name": "ipv_more", "product_family": "ipv", "enabled": true}]
                                """)
                        .write(TestProject.DML + "ipv_more.sql", "INSERT");
    }

    @Test
    void eachHasItsOwnFamilies() {
        Project read = project.read();

        assertThat(read.sources())
                .extracting(Source::name)
                .containsExactly(new DataSource("txma"), new DataSource("other"));
        assertThat(read.sources().get(0).families()).hasSize(2);
        assertThat(read.sources().get(1).families())
                .singleElement()
                .satisfies(family ->
                        assertThat(family.events())
                                .extracting(event -> event.name().name())
                                .containsExactly("ipv_more"));
    }

    @Test
    void whatOneOwnsIsNoOrphanOfTheOther() {
        assertThat(project.said()).isEmpty();
    }

    @Test
    void oneWithoutMasterConfigDoesNotStopTheOther() {
        project.delete(OTHER);

        Project read = project.read();

        assertThat(read.sources().get(0).families()).hasSize(2);
        assertThat(TestProject.said(read.sources().get(1).problems()))
                .singleElement()
                .asString()
                .startsWith("ERROR " + OTHER + ": No master product family config was found");
    }

    @Test
    void twoWithOneMasterConfigAreRefused() {
        project.write("dap.yml", "sources:\n  txma: {}\n  other: {}\n");

        assertThatThrownBy(project::read)
                .hasMessageContaining(
                        "The data sources `txma` and `other` have the same process-scripts");
    }

    @Test
    void aSharedWarehouseConfigIsSplitByTheMasterConfigs() {
        project.write(OTHER, "[{\"product_family\": \"more\", \"enabled\": true}]")
                .write("other/process_scripts/more_config.json", "[]")
                .write(
                        TestProject.WAREHOUSE,
                        """
                        [{"product_family": "auth", "enabled": true},
                         {"product_family": "more", "enabled": true}]
                        """)
                .write(TestProject.PROCEDURES + "sp_auth.sql", "CREATE")
                .write(TestProject.PROCEDURES + "sp_more.sql", "CREATE");

        Project read = project.read();

        assertThat(read.sources())
                .extracting(source ->
                        source.warehouse().families().stream()
                                .map(family -> family.name().name())
                                .toList())
                .containsExactly(List.of("auth"), List.of("more"));
        assertThat(TestProject.said(read.sources().get(0).warehouse().allProblems())).isEmpty();
    }
}
