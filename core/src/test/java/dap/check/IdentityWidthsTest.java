package dap.check;

import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.Problem;
import dap.model.DataSource;
import dap.project.Migration;
import dap.project.Source;
import dap.project.SqlFile;
import dap.project.WarehouseProject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityWidthsTest {

    static Stream<Arguments> migrations() {
        return Stream.of(
                Arguments.of("CREATE TABLE conformed.fact_a (event_id VARCHAR(100))", ""),
                Arguments.of("CREATE TABLE conformed.fact_a (event_id VARCHAR(99))", "V1.sql:1 99"),
                Arguments.of(
                        "-- a\nCREATE TABLE IF NOT EXISTS db.conformed.\"fact_a\" (\n  amount DECIMAL(10, 2), -- event_id VARCHAR(5)\n  \"event_id\" character varying ( 36 ) NOT NULL\n)",
                        "V1.sql:4 36"),
                Arguments.of("CREATE TABLE conformed.dim_a (event_id VARCHAR(9))", ""),
                Arguments.of(
                        "CREATE TABLE conformed.fact_a (id int); SELECT event_id::varchar(9)", ""),
                Arguments.of(
                        "CREATE TABLE conformed.fact_a (event_id VARCHAR(9));~ALTER TABLE conformed.fact_a ALTER COLUMN event_id TYPE varchar(100)",
                        ""),
                Arguments.of(
                        "CREATE TABLE conformed.fact_a (event_id VARCHAR(100));~ALTER TABLE conformed.fact_a ALTER COLUMN event_id TYPE VARCHAR(50)",
                        "V2.sql:1 50"));
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void aFactThatIsNarrowerThanWhatIngestTakesIsAProblem(String texts, String expected) {
        String[] parts = texts.split("~", -1);
        List<Migration> files =
                IntStream.range(0, parts.length)
                        .mapToObj(i -> Migration.of(new SqlFile("V" + (i + 1) + ".sql", parts[i])))
                        .toList();
        WarehouseProject warehouse =
                new WarehouseProject(List.of(), Optional.empty(), files, List.of());
        Source source =
                new Source(
                        new DataSource("txma"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        warehouse,
                        List.of());

        List<Problem> problems = IdentityWidths.problems(source, 100);

        assertThat(problems)
                .extracting(problem ->
                        problem.location()
                                + " "
                                + problem.message().replaceAll(".*takes (\\d+) ch.*", "$1"))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }
}
