package dap.warehouse.postgres;

import static dap.warehouse.postgres.ExampleStar.FRIDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dap.author.FactColumn;
import dap.author.MasterSheet;
import dap.author.SheetColumn;
import dap.author.SheetEvent;
import dap.author.SheetFamily;
import dap.author.SheetReader;
import dap.model.EventName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every column of the fact that a family fills, from the right STAGE column, by the right rule,
/// the same on insert and on update: over the example's own procedures.
class ExampleFactTest {

    private ExampleStar star;

    @BeforeEach
    void create() throws SQLException {
        star = ExampleStar.create();
    }

    @AfterEach
    void close() throws SQLException {
        star.close();
    }

    static Stream<String> families() {
        return sheet().families().stream().map(family -> family.name().name());
    }

    private static MasterSheet sheet() {
        return SheetReader.read(ExampleStar.PROJECT);
    }

    private static SheetFamily family(String name) {
        return sheet().families().stream()
                .filter(family -> family.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("families")
    void aFactHoldsItsRowsValuesAfterInsertAndAfterUpdate(String name) throws SQLException {
        SheetFamily family = family(name);
        EventName event =
                family.events().stream()
                        .filter(SheetEvent::enabled)
                        .findFirst()
                        .orElseThrow()
                        .name();

        star.conform(name, event.wireName(), FRIDAY, stageRow(family, 1));
        Map<String, String> inserted = factColumns(family);
        star.conform(name, event.wireName(), FRIDAY.plusDays(1), stageRow(family, 2));
        Map<String, String> updated = factColumns(family);

        assertThat(star.facts()).isEqualTo(1);
        assertThat(inserted).isNotEmpty().isEqualTo(expected(family, 1));
        assertThat(updated).isEqualTo(expected(family, 2));
        assertThat(star.fact("the-event", "processed_date")).isEqualTo("20260308");
    }

    /// A row whose every column has a value that tells column and round; arrays hold a second
    /// element, which must not be taken.
    private static Map<String, String> stageRow(SheetFamily family, int round) {
        Map<String, String> row = new HashMap<>();
        for (SheetColumn column : family.columns()) {
            if (!column.fills().isEmpty()) {
                row.put(column.hiveName(), stageValue(family, column, round));
            }
        }
        row.put("event_id", "the-event");
        row.put("timestamp", Long.toString(1_772_800_000L + round));
        return row;
    }

    private static String stageValue(SheetFamily family, SheetColumn column, int round) {
        List<FactColumn> paths =
                column.facts().stream().filter(fact -> !fact.path().isEmpty()).toList();
        if (!paths.isEmpty()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            for (FactColumn fact : paths) {
                put(tree, fact.path(), value(family, fact, round));
            }
            return "[" + json(tree) + ",{\"other\":\"element\"}]";
        }
        return column.facts().isEmpty()
                ? number(column.name(), round)
                : value(family, column.facts().getFirst(), round);
    }

    private static Map<String, String> expected(SheetFamily family, int round) {
        Map<String, String> expected = new HashMap<>();
        for (SheetColumn column : family.columns()) {
            for (FactColumn fact : column.facts()) {
                boolean isFilled = !column.fills().isEmpty();
                boolean isWhole = fact.path().isEmpty() && isNested(column);
                if (isFilled && !isWhole) {
                    expected.put(fact.name(), value(family, fact, round));
                }
            }
        }
        return expected;
    }

    /// Whether parts of the column's value fill columns of their own; the whole is tested apart.
    private static boolean isNested(SheetColumn column) {
        return column.facts().stream().anyMatch(fact -> !fact.path().isEmpty());
    }

    private Map<String, String> factColumns(SheetFamily family) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        for (String name : expected(family, 1).keySet()) {
            columns.put(name, star.fact("the-event", name));
        }
        return columns;
    }

    /// What the fact's column must hold.
    private static String value(SheetFamily family, FactColumn fact, int round) {
        return switch (fact.rule()) {
            case INTEGER -> number(fact.name(), round);
            case BOOLEAN -> round == 1 ? "true" : "false";
            case DIRECT, UNQUOTED, TEXT, FLAT ->
                    fact.type().startsWith("varchar")
                            ? shortened(fact, family.name() + " " + fact.name() + " " + round)
                            : number(fact.name(), round);
        };
    }

    private static String shortened(FactColumn fact, String text) {
        int width = Integer.parseInt(fact.type().replaceAll("\\D", ""));
        return text.length() <= width ? text : text.substring(text.length() - width);
    }

    private static String number(String name, int round) {
        return Integer.toString(Math.floorMod(name.hashCode(), 100_000) * 10 + round);
    }

    /// Puts the text at `[0].checkdetails[0].checkmethod` of an array whose first element is
    /// `element`.
    @SuppressWarnings("unchecked") // what was put there before
    private static void put(Map<String, Object> element, String path, String text) {
        String[] steps = path.replaceFirst("^\\[0]\\.", "").split("\\.", -1);
        Map<String, Object> at = element;
        for (int i = 0; i < steps.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(steps[i], _ -> new LinkedHashMap<>());
        }
        at.put(steps[steps.length - 1], text);
    }

    private static String json(Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            return "\"" + value + "\"";
        }
        StringBuilder json = new StringBuilder("{");
        fields.forEach((step, inner) -> {
            String name = step.toString();
            boolean isArray = name.endsWith("[0]");
            json.append(json.length() > 1 ? "," : "")
                    .append('"')
                    .append(name.replace("[0]", ""))
                    .append("\":")
                    .append(isArray ? "[" : "")
                    .append(json(inner))
                    .append(isArray ? "]" : "");
        });
        return json.append('}').toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
                    2              ; 2
                    "2"            ; 2
                    007            ; 7
                    -1             ; -
                    1.5            ; -
                    +1             ; -
                    1e3            ; -
                    99999999999    ; -
                    null           ; -
                    two            ; -
                    """)
    void onlyDigitsAreANumber(String given, @Nullable String expected) throws SQLException {
        String json =
                given.matches("[0-9-][0-9.]*") && !given.startsWith("0") ? given : quoted(given);

        star.conform(
                "ipv_cri_kbv",
                "IPV_KBV_CRI_VC_ISSUED",
                FRIDAY,
                ExampleStar.row(
                        "event_id",
                        "e",
                        "extensions_evidence",
                        "[{\"verificationscore\":" + json + "}]"));

        assertThat(star.fact("e", "verification_score"))
                .isEqualTo(expected == null ? "NULL" : expected);
    }

    private static String quoted(String text) {
        return text.startsWith("\"") ? text : '"' + text + '"';
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
                    true    ; true
                    false   ; false
                    TRUE    ; -
                    1       ; -
                    yes     ; -
                    null    ; -
                    """)
    void onlyTrueAndFalseAreABoolean(String given, @Nullable String expected) throws SQLException {
        star.conform(
                "auth_account_user_login",
                "AUTH_AUTHENTICATION_COMPLETE",
                FRIDAY,
                ExampleStar.row("event_id", "e", "extensions_testuser", given));

        assertThat(star.fact("e", "test_user")).isEqualTo(expected == null ? "NULL" : expected);
    }

    @Test
    void theTextNullIsNoValueAndQuotesAroundATextGo() throws SQLException {
        star.conform(
                "ipv_cri_kbv",
                "IPV_KBV_CRI_VC_ISSUED",
                FRIDAY,
                ExampleStar.row("event_id", "null", "extensions_evidence", "[{\"type\":\"null\"}]"),
                ExampleStar.row(
                        "event_id",
                        "quoted",
                        "extensions_evidence",
                        "[{\"type\":\"\\\"Check\\\"\"}]"));

        assertThat(star.fact("null", "type")).isEqualTo("NULL");
        assertThat(star.fact("quoted", "type")).isEqualTo("Check");
    }
}
