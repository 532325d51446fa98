package dap.redshift.postgres;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Makes up statements of the grammar that Redshift and PostgreSQL share, with white space and
/// comments anywhere: translated, they stay as they are.
final class GeneratedStatements {

    private static final List<String> BLANKS =
            List.of(" ", " ", " ", "  ", "\n", "\n    ", " /* it's; */ ", " -- \"so\n");
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "||", "=", "<>", "<", "<=", ">", ">=", "~");
    private static final List<String> FUNCTIONS =
            List.of("abs", "sign", "MAX", "min", "sum", "COUNT", "greatest", "s.f", "chr");
    private static final List<String> JOINS =
            List.of("JOIN", "LEFT JOIN", "inner join", "FULL OUTER JOIN", "right join");

    private final Random random;
    private int depth;
    private int named;

    GeneratedStatements(long seed) {
        this.random = new Random(seed);
    }

    String statement() {
        depth = 0;
        return switch (random.nextInt(6)) {
            case 0 -> words("INSERT INTO s.t1", query());
            case 1 -> words("UPDATE s.t1 SET c1 =", literal(), ", c2 = -1 WHERE", expression());
            case 2 -> words("DELETE FROM s.t1 WHERE", expression());
            case 3 -> words("CREATE VIEW s.v AS", query());
            case 4 -> words("CREATE TABLE s.x AS", query());
            default -> query();
        };
    }

    private String query() {
        depth++;
        String query =
                switch (random.nextInt(depth > 2 ? 4 : 7)) {
                    case 4 -> words(select(), one("UNION", "UNION ALL", "EXCEPT"), select());
                    case 5 -> words("WITH", name(), "AS (", query(), ")", select());
                    case 6 -> words(select(), "ORDER BY 1", one("", "DESC NULLS LAST"), "LIMIT 5");
                    default -> select();
                };
        depth--;
        return query;
    }

    private String select() {
        depth++;
        String items = commas(this::item);
        String select =
                words(
                        "SELECT",
                        maybe("DISTINCT"),
                        items,
                        "FROM",
                        source(),
                        maybe(() -> words(one(JOINS), source(), "ON", expression())),
                        maybe(() -> words("WHERE", expression())),
                        maybe(() -> words("GROUP BY", commas(this::column))),
                        maybe(() -> words("HAVING COUNT(*) >", number())));
        depth--;
        return select;
    }

    private String item() {
        return one(expression(), words(expression(), "AS", name()), "*", "n.*", "count(*)");
    }

    private String source() {
        return depth > 3 || random.nextInt(4) > 0
                ? one("s.t1", "t1", "s.t1 AS a", "s.t2 b")
                : words("(", query(), ") AS", name());
    }

    private String expression() {
        depth++;
        String expression = depth > 6 ? operand() : composed();
        depth--;
        return expression;
    }

    private String composed() {
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> words(operand(), one(OPERATORS), expression());
            case 3 -> words("(", expression(), ")");
            case 4 -> words("NOT", operand(), one("AND", "or"), expression());
            case 5 -> words(operand(), one("IS NULL", "IS NOT NULL", "is true"));
            case 6 -> words(operand(), maybe("NOT"), "BETWEEN", operand(), "AND", operand());
            case 7 -> words(operand(), maybe("NOT"), "IN (", commas(this::operand), ")");
            case 8 -> words(operand(), maybe("NOT"), "LIKE", text());
            case 9 ->
                    words(
                            "CASE WHEN",
                            expression(),
                            "THEN",
                            expression(),
                            maybe(() -> words("ELSE", expression())),
                            "END");
            case 10 -> one(FUNCTIONS) + words("(", expression(), ")");
            case 11 -> words("EXISTS (", query(), ")");
            case 12 ->
                    words(
                            "ROW_NUMBER() OVER ( PARTITION BY",
                            commas(this::column),
                            "ORDER BY",
                            column(),
                            ")");
            default -> operand() + one("::int", "::date", "::boolean");
        };
    }

    private String operand() {
        return one(column(), literal(), column());
    }

    private String literal() {
        return one(number(), text(), "NULL", "TRUE", "CURRENT_DATE", "DATE '2024-01-02'");
    }

    private String column() {
        return one("c1", "c2", "c3", "\"c4\"");
    }

    private String number() {
        return one("1", "2.5", "0", "1e3");
    }

    private String text() {
        return one("'x'", "'it''s'", "''", "'a -- b'", "'/*'");
    }

    private String name() {
        return "n" + named++;
    }

    private String commas(Supplier<String> part) {
        StringBuilder all = new StringBuilder(part.get());
        for (int i = random.nextInt(3); i > 0; i--) {
            all.append(one(",", " ,")).append(blank()).append(part.get());
        }
        return all.toString();
    }

    private String maybe(String word) {
        return random.nextBoolean() ? word : "";
    }

    private String maybe(Supplier<String> part) {
        return random.nextInt(3) == 0 ? part.get() : "";
    }

    private String words(String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            if (!part.isEmpty()) {
                all.append(all.isEmpty() ? "" : blank()).append(part);
            }
        }
        return all.toString();
    }

    private String blank() {
        return one(BLANKS);
    }

    private String one(String... choices) {
        return one(List.of(choices));
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
