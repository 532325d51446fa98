package dap.redshift.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.redshift.tree.Expression;
import dap.redshift.tree.SyntaxNode;
import dap.redshift.tree.Token;
import dap.redshift.tree.When;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {

    private final SourceFile file = new SourceFile("test.sql");
    private final Parser parser = new Parser(file);

    /// Source: PostgreSQL's manual, "Operator Precedence".
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a + b * c ; {a + {b * c}}",
                "a - b - c ; {{a - b} - c}",
                "-a ^ b ; {{- a} ^ b}",
                "a *-b ; {a * {- b}}",
                "a=-1 ; {a = {- 1}}",
                "a OR b AND NOT c = d ; {a OR {b AND {NOT {c = d}}}}",
                "a = b IS NULL ; {{a = b} IS NULL}",
                "a || b LIKE 'x%' ESCAPE '!' ; {{a || b} LIKE 'x%' ESCAPE '!'}",
                "a NOT BETWEEN b + 1 AND c AND d ; {{a NOT BETWEEN {b + 1} AND c} AND d}",
                "a IN (1, 2) = b ; {{a IN ( 1 , 2 )} = b}",
                "a IS NOT DISTINCT FROM b OR c ; {{a IS NOT DISTINCT FROM b} OR c}",
                "a::int + b ; {{a :: int} + b}",
                "a::decimal(8,2)::varchar(max) ; {{a :: decimal ( 8 , 2 )} :: varchar ( max )}",
                "t AT TIME ZONE 'UTC' + x ; {{t AT TIME ZONE 'UTC'} + x}",
                "f(a).b[0] ; {f ( a ) . b [ 0 ]}",
                "(SELECT 1) + 2 ; {( SELECT 1 ) + 2}",
                "((SELECT 1) + 2) ; ( {( SELECT 1 ) + 2} )",
                "a = ANY (SELECT 1) ; {a = ANY ( SELECT 1 )}",
                "CASE WHEN a THEN b ELSE c END::int ; {{CASE {WHEN a THEN b} ELSE c END} :: int}",
                "INTERVAL '1' day + d ; {INTERVAL '1' day + d}",
            })
    void operatorsHoldAsTheManualSays(String text, String shape) {
        Expression expression = parser.expression(tokens(text));

        assertThat(shape(expression)).isEqualTo(shape);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT a FROM                  | 1:14 | the text ends where a table is expected",
                "SELECT a FROM t WHERE          | 1:22 | the text ends where a value is expected",
                "SELECT a b c FROM t            | 1:12 | c stands where the end",
                "SELECT (a, FROM t              | 1:12 | FROM stands where a value is expected",
                "SELECT a FROM t GROUP a        | 1:17 | GROUP stands",
                "SELECT CASE WHEN a b END       | 1:20 | b stands where THEN is expected",
                "SELECT CAST(a int)             | 1:15 | int stands where AS is expected",
                "SELECT a FROM t JOIN u ON      | 1:26 | the text ends where a value",
                "SELECT a FROM (SELECT 1        | 1:24 | the text ends where ) is expected",
                "SELECT a IS 5                  | 1:13 | 5 stands where NULL, TRUE",
                "SELECT EXTRACT(day x)          | 1:20 | x stands where FROM is expected",
            })
    void whatIsNotUnderstoodIsSaidAtItsPosition(String text, String at, String message) {
        assertThatThrownBy(() -> parser.query(tokens(text)))
                .isInstanceOf(DapException.class)
                .hasMessageContaining("test.sql:" + at + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT a FROM t, u WHERE t.x = u.x (+) | (+)",
                "SELECT a FROM t PIVOT (stddev(x) FOR y IN ('z')) | PIVOT of anything but COUNT, SUM, MIN, MAX or AVG",
                "SELECT a FROM t CONNECT BY PRIOR x = y | CONNECT BY",
            })
    void whatPostgresLacksIsRefusedWithAHint(String text, String what) {
        assertThatThrownBy(() -> parser.query(tokens(text)))
                .isInstanceOf(DapException.class)
                .hasMessageContaining(what + " has no equal in PostgreSQL.");
    }

    @Test
    void everyNodeKnowsItsTokens() {
        Expression expression = parser.expression(tokens("a + f(b, 'c')\n  * d"));

        assertThat(expression.children())
                .extracting(child -> child.first().line() + ":" + child.first().column())
                .containsExactly("1:1", "1:5");
    }

    private List<Token> tokens(String text) {
        List<Token> tokens = new Lexer(file, text, 1, 1).tokens();
        return tokens.subList(0, tokens.size() - 1);
    }

    /// The tokens, with braces around every part that is made of others.
    private static String shape(SyntaxNode tree) {
        List<Token> all = tree.span().all();
        StringBuilder text = new StringBuilder();
        int at = tree.span().from();
        for (SyntaxNode child : tree.children()) {
            text.append(words(all.subList(at, child.span().from())));
            text.append(shape(child)).append(' ');
            at = child.span().to();
        }
        text.append(words(all.subList(at, tree.span().to())));
        String shape = text.toString().strip();
        boolean operator =
                switch (tree) {
                    case Expression.Unary _,
                            Expression.Binary _,
                            Expression.Is _,
                            Expression.Like _,
                            Expression.Between _,
                            Expression.In _,
                            Expression.Case _,
                            Expression.Cast _,
                            Expression.Navigation _,
                            When _ ->
                            true;
                    default -> false;
                };
        return operator ? "{" + shape + "}" : shape;
    }

    private static String words(List<Token> tokens) {
        return tokens.stream().map(token -> token.text() + " ").collect(Collectors.joining());
    }
}
