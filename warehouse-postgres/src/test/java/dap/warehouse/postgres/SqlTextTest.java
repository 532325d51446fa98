package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTextTest {

    @Test
    void aScriptIsCutAtSemicolonsThatAreCode() {
        String script =
                """
                -- first; not here
                SELECT ';', "a;b", E'\\';', $x$ ; $x$ /* ; /* ; */ ; */;
                ;
                SELECT $1;
                """;

        List<SqlText.Statement> statements = SqlText.statements(script);

        assertThat(statements).hasSize(2);
        assertThat(statements.getFirst().text()).startsWith("SELECT ';'").endsWith("*/");
        assertThat(statements.getLast().text()).isEqualTo("SELECT $1");
    }

    @Test
    void aStatementKnowsWhereItBegins() {
        String script = "SELECT 1;\n\n-- then\nSELECT 2";

        SqlText.Statement second = SqlText.statements(script).getLast();

        assertThat(SqlText.lineAt(script, second.offset())).isEqualTo(4);
    }

    @Test
    void wordsOfABodyAreFoundAndThoseInTextAreNot() {
        String procedure = "CREATE PROCEDURE p() AS $$ BEGIN RAISE INFO 'COMMIT'; COMMIT; END $$";

        List<String> words =
                SqlText.wordsWithBodies(procedure).stream().map(SqlText.Word::text).toList();

        assertThat(words).filteredOn("commit"::equals).hasSize(1);
    }

    @Test
    void textThatEndsInTheMiddleOfAQuoteIsOneStatement() {
        assertThat(SqlText.statements("SELECT 'open; SELECT 1")).hasSize(1);
        assertThat(SqlText.statements("SELECT $$ open; SELECT 1")).hasSize(1);
        assertThat(SqlText.statements("/* open; SELECT 1")).isEmpty();
    }
}
