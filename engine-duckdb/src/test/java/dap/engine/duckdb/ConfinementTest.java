package dap.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What DuckDB itself refuses, whatever SQL our translation should ever let through.
class ConfinementTest {

    @TempDir static Path folder;

    private static Path lake = Path.of("lake");
    private static Database database = over(lake);

    @BeforeAll
    static void start() throws IOException {
        lake = Files.createDirectories(folder.resolve("lake"));
        Files.createDirectories(folder.resolve("elsewhere/moved"));
        Files.writeString(folder.resolve("elsewhere/x.json"), "{\"a\":1}\n");
        Files.writeString(folder.resolve("elsewhere/moved/x.json"), "{\"a\":2}\n");
        Files.writeString(lake.resolve("x.json"), "{\"a\":3}\n");
        Files.createDirectories(lake.resolve("source/DAY"));
        Files.createSymbolicLink(lake.resolve("source/MOVED"), folder.resolve("elsewhere/moved"));
        Files.createSymbolicLink(
                lake.resolve("source/DAY/x.json"), folder.resolve("elsewhere/x.json"));
        Files.createSymbolicLink(folder.resolve("by-link"), lake);
        database = over(lake);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static Database over(Path lake) {
        return new Database(
                new EngineOptions(
                        "100MB",
                        1,
                        lake.resolveSibling("work"),
                        Optional.of("50MB"),
                        List.of(lake)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_blob('/proc/self/environ')",
                "SELECT * FROM read_json('$folder/elsewhere/x.json')",
                "SELECT * FROM read_json('$folder/lake/../elsewhere/x.json')",
                "SELECT * FROM read_json('$folder/lake/source/DAY/x.json')",
                "SELECT * FROM parquet_kv_metadata('/etc/passwd')",
                "SELECT * FROM sniff_csv('/etc/passwd')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM 'https://example.org/x.parquet'",
                "COPY (SELECT 1) TO '$folder/out.csv'",
                "COPY (SELECT 1) TO '/dev/stdout'",
                "COPY (SELECT 1) TO '$folder/lake/../out.csv'",
                "EXPORT DATABASE '$folder/exported'",
                "IMPORT DATABASE '/etc'",
                "ATTACH '$folder/other.db'",
                "INSTALL httpfs",
                "FORCE INSTALL httpfs FROM community",
                "LOAD httpfs",
                "LOAD '$folder/lake/x.duckdb_extension'",
                "CREATE PERSISTENT SECRET s (TYPE http)",
                "SET enable_external_access = true",
                "SET lock_configuration = false",
                "SET allowed_directories = ['/']",
                "SET allowed_paths = ['/etc/passwd']",
                "SET allow_community_extensions = true",
                "SET allow_unsigned_extensions = true",
                "SET autoinstall_known_extensions = true",
                "SET memory_limit = '100GB'",
                "SET max_temp_directory_size = '100GB'",
                "SET temp_directory = '/tmp'",
                "SET TimeZone = 'Pacific/Apia'",
                "RESET memory_limit",
                "RESET GLOBAL lock_configuration",
                "SET allowed_configs = ['memory_limit']",
                "SET profiling_output = '$folder/profile'",
                "CALL enable_logging(storage = 'file', storage_config = {'path': '$folder/log'})",
                // more than its memory and its room on the disk together
                "SELECT count(*) FROM (SELECT random()::varchar || range::varchar AS v FROM range(4000000) ORDER BY v)",
            })
    void isRefusedByDuckDbItself(String sql) throws IOException {
        String statement = sql.replace("$folder", folder.toString());
        long before = files();

        assertThatThrownBy(() -> first(statement)).isInstanceOf(SQLException.class);

        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM read_json('$folder/lake/x.json')",
                "SELECT a FROM read_json('$folder/by-link/x.json')",
                "SELECT a FROM read_json('$folder/by-link/source/MOVED/x.json')",
                "SELECT current_setting('TimeZone')",
            })
    void theLakeIsReadAlsoThroughLinks(String sql) throws SQLException {
        assertThat(first(sql.replace("$folder", folder.toString()))).isNotEmpty();
    }

    @Test
    void aSingleLinkIsFollowedOnceItWasAskedFor() throws SQLException {
        try (Database other = over(lake)) {
            Path link = lake.resolve("source/DAY/x.json");
            String sql = "SELECT a FROM read_json('" + link + "')";
            try (Connection open = other.session()) {
                assertThatThrownBy(() -> first(other, sql)).isInstanceOf(SQLException.class);

                assertThat(other.reach(List.of(link))).isTrue();

                assertThat(first(other, sql)).isEqualTo("1");
                assertThatThrownBy(() -> first(other, "SELECT * FROM read_text('/etc/passwd')"))
                        .hasMessageContaining("Permission Error");
                // who was at work goes on
                assertThat(first(open, "SELECT 42")).isEqualTo("42");
            }
        }
    }

    @Test
    void nothingIsReachedThatLiesInTheLake() {
        assertThat(database.reach(List.of(lake.resolve("x.json"), lake.resolve("new.parquet"))))
                .isFalse();
    }

    private static String first(String sql) throws SQLException {
        return first(database, sql);
    }

    private static String first(Database database, String sql) throws SQLException {
        try (Connection session = database.session()) {
            return first(session, sql);
        }
    }

    private static String first(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /// How many files there are outside of DuckDB's own work folder.
    private static long files() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> !file.startsWith(folder.resolve("work"))).count();
        }
    }
}
