package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScannerTest {

    @Test
    void aScriptIsCutAtSemicolonsThatAreCode() {
        String script =
                """
                -- first; not here
                SELECT ';', "a;b", E'\\';', $x$ ; $x$ /* ; /* ; */ ; */;
                ;
                SELECT $1;
                """;

        List<SqlScanner.Statement> statements = SqlScanner.statements(script);

        assertThat(statements).hasSize(2);
        assertThat(statements.getFirst().text()).startsWith("SELECT ';'").endsWith("*/");
        assertThat(statements.getLast().text()).isEqualTo("SELECT $1");
    }

    @Test
    void aStatementKnowsWhereItBegins() {
        String script = "SELECT 1;\n\n-- then\nSELECT 2";

        SqlScanner.Statement second = SqlScanner.statements(script).getLast();

        assertThat(SqlScanner.lineAt(script, second.offset())).isEqualTo(4);
    }

    @Test
    void wordsOfABodyAreFoundAndThoseInTextAreNot() {
        String procedure = "CREATE PROCEDURE p() AS $$ BEGIN RAISE INFO 'COMMIT'; COMMIT; END $$";

        List<String> words =
                SqlScanner.wordsWithBodies(procedure).stream().map(SqlScanner.Word::text).toList();

        assertThat(words).filteredOn("commit"::equals).hasSize(1);
    }

    @Test
    void textThatEndsInTheMiddleOfAQuoteIsOneStatement() {
        assertThat(SqlScanner.statements("SELECT 'open; SELECT 1")).hasSize(1);
        assertThat(SqlScanner.statements("SELECT $$ open; SELECT 1")).hasSize(1);
        assertThat(SqlScanner.statements("/* open; SELECT 1")).isEmpty();
    }
}
