package dap.parity;

import dap.sql.FunctionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each form of each aggregate and window function that DAP translates: over all edge values of its
/// types, over none, over NULL alone, over values that come twice, with a filter, and by groups.
class AggregateParityTest {

    /// Second arguments of window functions.
    private static final Map<String, String> SECOND =
            Map.of("lag", "2", "lead", "2", "nth_value", "2", "ntile", "3");

    static Stream<String> aggregateForms() {
        return forms("aggregate");
    }

    static Stream<String> windowForms() {
        return forms("window");
    }

    private static Stream<String> forms(String kind) {
        return FunctionTable.entries().stream()
                .filter(entry -> entry.kind().equals(kind))
                .flatMap(entry -> entry.forms().stream());
    }

    @ParameterizedTest
    @MethodSource("aggregateForms")
    void eachAggregateGivesTheSame(String text) {
        Form form = Form.parse(text);
        List<String> columns =
                IntStream.range(0, form.parameters().size()).mapToObj(i -> "x" + i).toList();
        String call = form.parameters().isEmpty() ? form.name() + "(*)" : form.call(columns);
        Differences differences = new Differences();
        for (String rows : List.of("true", "false", "x0 IS NULL", "id % 2 = 0", "id < 2")) {
            String from = " FROM " + values(form) + " WHERE " + rows;
            differences.ask(call + from, "SELECT " + form.asText(call) + from);
            differences.ask(
                    call + " by group" + from,
                    "SELECT concat(CAST(id %% 2 AS varchar), ' ', %s)%s GROUP BY id %% 2 ORDER BY 1"
                            .formatted(form.asText(call), from));
            differences.ask(
                    call + " filtered" + from,
                    "SELECT %s%s".formatted(form.asText(call + " FILTER (WHERE id > 1)"), from));
        }

        differences.assertNone();
    }

    @ParameterizedTest
    @MethodSource("windowForms")
    void eachWindowFunctionGivesTheSame(String text) {
        Form form = Form.parse(text);
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < form.parameters().size(); i++) {
            String second = SECOND.getOrDefault(form.name(), "x0");
            arguments.add(
                    form.name().equals("ntile") ? "3" : i == 0 ? "x0" : i == 1 ? second : "'none'");
        }
        Differences differences = new Differences();
        for (String window :
                List.of(
                        "ORDER BY id",
                        "PARTITION BY id % 2 ORDER BY id",
                        "ORDER BY id DESC",
                        "ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING")) {
            String call = form.call(arguments) + " OVER (" + window + ")";
            differences.ask(
                    call,
                    "SELECT %s FROM %s ORDER BY id".formatted(form.asText(call), values(form)));
        }

        differences.assertNone();
    }

    /// A table with the edge values of the form's types, some of them twice, and NULL.
    private static String values(Form form) {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < Math.max(1, form.parameters().size()); i++) {
            String type = form.parameters().isEmpty() ? "varchar" : form.parameters().get(i);
            columns.add(ofSmallSum(type));
        }
        int count = columns.getFirst().size();
        return IntStream.range(0, count + 3)
                .mapToObj(row ->
                        IntStream.range(0, columns.size())
                                .mapToObj(column -> {
                                    List<String> values = columns.get(column);
                                    return values.get((row * (column + 1)) % values.size());
                                })
                                .collect(Collectors.joining(", ", "(" + row + ", ", ")")))
                .collect(
                        Collectors.joining(
                                ", ",
                                "(VALUES ",
                                ") t(id, "
                                        + IntStream.range(0, columns.size())
                                                .mapToObj(i -> "x" + i)
                                                .collect(Collectors.joining(", "))
                                        + ")"));
    }

    /// Numbers whose sum does not depend on the order in which they are added.
    private static List<String> ofSmallSum(String type) {
        return switch (type) {
            case "bigint" ->
                    List.of(
                            "BIGINT '7'",
                            "BIGINT '-3'",
                            "CAST(NULL AS bigint)",
                            "BIGINT '0'",
                            "BIGINT '7'");
            case "double" -> List.of("1.5e0", "-2.25e0", "CAST(NULL AS double)", "0e0", "1024e0");
            default -> EdgeValues.of("", 0, type);
        };
    }
}
