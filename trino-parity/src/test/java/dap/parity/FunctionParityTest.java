package dap.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.DapException;
import dap.sql.FunctionTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each form of each scalar function that DAP translates, over values at the edges of its types:
/// Trino and DuckDB give the same text, or both fail, or DAP refuses.
class FunctionParityTest {

    /// Calls of one form; where there are more combinations, as many are drawn.
    private static final int CALLS = Integer.getInteger("dap.parity.calls", 25);

    private static final List<String> NUMBERS =
            List.of("tinyint", "smallint", "integer", "bigint", "real", "double", "decimal(10,2)");

    /// What the grammar knows beside calls.
    private static final Set<String> BY_SYNTAX =
            Set.of(
                    "current_catalog",
                    "current_date",
                    "current_schema",
                    "current_user",
                    "json_array",
                    "json_exists",
                    "json_object",
                    "json_query",
                    "json_value",
                    "now");

    static Stream<String> scalarForms() {
        return FunctionTable.entries().stream()
                .filter(entry -> entry.kind().equals("scalar"))
                .flatMap(entry -> entry.forms().stream());
    }

    @ParameterizedTest
    @MethodSource("scalarForms")
    void eachCallGivesTheSame(String text) {
        Form form = Form.parse(text);
        Differences differences = new Differences();
        for (String call : calls(form)) {
            differences.ask(call, "SELECT " + form.asText(call));
        }

        differences.assertNone();
    }

    /// Each function of Trino's is translated, or refused by name; and no other is.
    @Test
    void knowsEachFunctionOfTrino() {
        Set<String> ofTrino =
                Trino.start().rows("SHOW FUNCTIONS").stream()
                        .map(row -> String.valueOf(row.getField(0)))
                        .filter(name -> name.matches("[a-z_0-9]+") && !isTestingOnly(name))
                        .collect(Collectors.toSet());

        List<FunctionTable.Entry> entries = FunctionTable.entries();

        assertThat(entries)
                .map(FunctionTable.Entry::name)
                .containsAll(ofTrino.stream().filter(name -> !BY_SYNTAX.contains(name)).toList());
        assertThat(ofTrino)
                .containsAll(
                        entries.stream()
                                .filter(entry -> entry.refusal().isPresent())
                                .map(FunctionTable.Entry::name)
                                .filter(name -> !BY_SYNTAX.contains(name))
                                .toList());
    }

    /// Whether it comes with the server for tests, and with no other.
    private static boolean isTestingOnly(String name) {
        return name.startsWith("custom_");
    }

    static Stream<String> formsWithNumbers() {
        return FunctionTable.entries().stream()
                .filter(entry -> entry.kind().equals("scalar") || entry.kind().equals("aggregate"))
                .flatMap(entry -> entry.forms().stream())
                .filter(text ->
                        Form.parse(text).parameters().stream()
                                .anyMatch(type -> NUMBERS.contains(type)));
    }

    /// A number of another type than the form's makes a result of the type that Trino gives it: an
    /// INSERT into a column of just that type depends on it.
    @ParameterizedTest
    @MethodSource("formsWithNumbers")
    void numbersMakeResultsOfTrinosType(String text) {
        Form form = Form.parse(text);
        List<String> differences = new ArrayList<>();
        for (String number : NUMBERS) {
            List<String> arguments =
                    form.parameters().stream()
                            .map(type -> NUMBERS.contains(type) ? number : type)
                            .map(type ->
                                    type.startsWith("fn(")
                                            ? EdgeValues.of(form.name(), 1, type).getFirst()
                                            : "CAST(NULL AS " + type + ")")
                            .toList();
            String call = form.call(arguments);
            String trino = typeOnTrino(call);
            String ours = typeHere(call);
            if (!trino.equals(ours) && !trino.isEmpty() && !ours.isEmpty()) {
                differences.add("%s: Trino %s, DAP %s".formatted(call, trino, ours));
            }
        }

        assertThat(differences).isEmpty();
    }

    /// Without the length of a text; empty where there is none.
    private static String typeOnTrino(String call) {
        try {
            return String.valueOf(Trino.start().value("SELECT typeof(" + call + ")"))
                    .replaceAll("varchar\\(\\d+\\)", "varchar");
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static String typeHere(String call) {
        try {
            return Duck.typeOf(call).replaceAll("varchar\\(\\d+\\)", "varchar");
        } catch (DapException e) {
            return "";
        }
    }

    private static List<String> calls(Form form) {
        List<List<String>> values = new ArrayList<>();
        for (int i = 0; i < form.parameters().size(); i++) {
            values.add(EdgeValues.of(form.name(), i, form.parameters().get(i)));
        }
        List<String> all = combinations(values).stream().map(form::call).toList();
        if (all.size() <= CALLS) {
            return all;
        }
        List<String> drawn = new ArrayList<>(all);
        Collections.shuffle(drawn, new Random(form.toString().hashCode()));
        return drawn.subList(0, CALLS);
    }

    private static List<List<String>> combinations(List<List<String>> values) {
        List<List<String>> combinations = List.of(List.of());
        for (List<String> next : values) {
            combinations =
                    combinations.stream()
                            .flatMap(start ->
                                    next.stream()
                                            .map(value ->
                                                    Stream.concat(start.stream(), Stream.of(value))
                                                            .toList()))
                            .toList();
        }
        return combinations;
    }
}
