package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.Dap.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslateCommandTest {

    @TempDir Path folder;
    private Dap dap;

    @BeforeEach
    void init() {
        dap = Dap.withStarter(folder.resolve("project"));
    }

    private Ended translate(String sql, String... options) throws IOException {
        Path file = folder.resolve("input.sql");
        Files.writeString(file, sql);
        String[] words = new String[options.length + 2];
        words[0] = "translate";
        System.arraycopy(options, 0, words, 1, options.length);
        words[words.length - 1] = file.toString();
        return dap.call(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "SELECT event_id FROM sign_in                                                     # FROM \"local-txma-stage\"",
                "CREATE TABLE a (b int) DISTSTYLE ALL                                             # CREATE TABLE a (b int)",
                "SELECT k, n FROM (SELECT 5 AS a, 7 AS b) t UNPIVOT (n FOR k IN (a, b))           # dap_pair",
                "SELECT * EXCLUDE (b) FROM (SELECT 1 AS a, 2 AS b) t                              # SELECT",
            })
    void aStatementGoesToWhomItIsFor(String sql, String expected) throws IOException {
        Ended ended = translate(sql);

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).contains(expected);
    }

    @Test
    void onSaysWhoseSqlItIs() throws IOException {
        assertThat(translate("SELECT AVG(a) FROM t", "--on", "warehouse").out())
                .contains("dap_redshift.avg(a)");
        assertThat(translate("CREATE TABLE a (b int)", "--on", "lake").err())
                .contains("the lake is only read here");
    }

    @Test
    void whatNeitherUnderstandsIsToldAsTheLakeSees() throws IOException {
        Ended ended = translate("SELECT FROM FROM");

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.err()).contains("this is not Athena SQL");
    }
}
