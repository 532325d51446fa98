package dap.redshift.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.DapException;
import org.junit.jupiter.api.Test;

class GeneratedStatementsTest {

    private static final int STATEMENTS = 5_000;

    @Test
    void whatBothSayAlikeStaysAsItIs() {
        for (long seed = 0; seed < STATEMENTS; seed++) {
            String statement = new GeneratedStatements(seed).statement();

            String translated = RedshiftSql.translate("generated.sql", statement);

            assertThat(translated).describedAs("seed %d", seed).isEqualTo(statement);
        }
    }

    @Test
    void aStatementThatIsCutShortIsRefusedAtAPositionInIt() {
        for (long seed = 0; seed < STATEMENTS; seed++) {
            String statement = new GeneratedStatements(seed).statement();
            String cut = statement.substring(0, statement.length() * 2 / 3);

            assertThat(isRefusedAtAPositionInIt(cut))
                    .describedAs("seed %d: %s", seed, cut)
                    .isTrue();
        }
    }

    /// Whether the text is translated, or refused at a line that it has.
    private static boolean isRefusedAtAPositionInIt(String text) {
        try {
            return lines(RedshiftSql.translate("generated.sql", text)) == lines(text);
        } catch (DapException e) {
            String[] position = e.problem().split(":", 4);
            return position[0].equals("generated.sql")
                    && Integer.parseInt(position[1]) <= lines(text)
                    && Integer.parseInt(position[2]) > 0;
        }
    }

    private static long lines(String text) {
        return 1 + text.chars().filter(c -> c == '\n').count();
    }
}
