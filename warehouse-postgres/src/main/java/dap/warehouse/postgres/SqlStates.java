package dap.warehouse.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What SQLSTATEs stand for, as PostgreSQL's manual names them (appendix A).
final class SqlStates {

    private static final Map<String, String> MEANINGS =
            Map.ofEntries(
                    Map.entry("0A000", "feature not supported"),
                    Map.entry("21000", "cardinality violation"),
                    Map.entry("22000", "data exception"),
                    Map.entry("22001", "string data right truncation"),
                    Map.entry("22003", "numeric value out of range"),
                    Map.entry("22004", "null value not allowed"),
                    Map.entry("22007", "invalid datetime format"),
                    Map.entry("22008", "datetime field overflow"),
                    Map.entry("22009", "invalid time zone displacement value"),
                    Map.entry("2200F", "zero-length character string"),
                    Map.entry("2200G", "most specific type mismatch"),
                    Map.entry("2200L", "not an XML document"),
                    Map.entry("2200M", "invalid XML document"),
                    Map.entry("2200N", "invalid XML content"),
                    Map.entry("22011", "substring error"),
                    Map.entry("22012", "division by zero"),
                    Map.entry("22015", "interval field overflow"),
                    Map.entry("22021", "character not in repertoire"),
                    Map.entry("22023", "invalid parameter value"),
                    Map.entry("22025", "invalid escape sequence"),
                    Map.entry("22026", "string data length mismatch"),
                    Map.entry("2202E", "array subscript error"),
                    Map.entry("22030", "duplicate JSON object key value"),
                    Map.entry("22032", "invalid JSON text"),
                    Map.entry("22033", "invalid SQL/JSON subscript"),
                    Map.entry("2201B", "invalid regular expression"),
                    Map.entry("22P02", "invalid text representation"),
                    Map.entry("22P03", "invalid binary representation"),
                    Map.entry("22P04", "bad COPY file format"),
                    Map.entry("22P05", "untranslatable character"),
                    Map.entry("23000", "integrity constraint violation"),
                    Map.entry("23001", "restrict violation"),
                    Map.entry("23502", "not-null violation"),
                    Map.entry("23503", "foreign key violation"),
                    Map.entry("23505", "unique violation"),
                    Map.entry("23514", "check violation"),
                    Map.entry("23P01", "exclusion violation"),
                    Map.entry("24000", "invalid cursor state"),
                    Map.entry("25001", "active SQL transaction"),
                    Map.entry("25006", "read-only SQL transaction"),
                    Map.entry("25P02", "in failed SQL transaction"),
                    Map.entry("26000", "invalid SQL statement name"),
                    Map.entry("28000", "invalid authorization specification"),
                    Map.entry("2BP01", "dependent objects still exist"),
                    Map.entry("2D000", "invalid transaction termination"),
                    Map.entry("2F005", "function executed no return statement"),
                    Map.entry("34000", "invalid cursor name"),
                    Map.entry("38000", "external routine exception"),
                    Map.entry("39000", "external routine invocation exception"),
                    Map.entry("3D000", "invalid catalog name"),
                    Map.entry("3F000", "invalid schema name"),
                    Map.entry("42501", "insufficient privilege"),
                    Map.entry("42601", "syntax error"),
                    Map.entry("42602", "invalid name"),
                    Map.entry("42611", "invalid column definition"),
                    Map.entry("42622", "name too long"),
                    Map.entry("42701", "duplicate column"),
                    Map.entry("42702", "ambiguous column"),
                    Map.entry("42703", "undefined column"),
                    Map.entry("42704", "undefined object"),
                    Map.entry("42710", "duplicate object"),
                    Map.entry("42712", "duplicate alias"),
                    Map.entry("42723", "duplicate function"),
                    Map.entry("42725", "ambiguous function"),
                    Map.entry("42803", "grouping error"),
                    Map.entry("42804", "datatype mismatch"),
                    Map.entry("42809", "wrong object type"),
                    Map.entry("42830", "invalid foreign key"),
                    Map.entry("42846", "cannot coerce"),
                    Map.entry("42883", "undefined function"),
                    Map.entry("428C9", "generated always"),
                    Map.entry("42939", "reserved name"),
                    Map.entry("42P01", "undefined table"),
                    Map.entry("42P02", "undefined parameter"),
                    Map.entry("42P06", "duplicate schema"),
                    Map.entry("42P07", "duplicate table"),
                    Map.entry("42P10", "invalid column reference"),
                    Map.entry("42P13", "invalid function definition"),
                    Map.entry("42P16", "invalid table definition"),
                    Map.entry("42P17", "invalid object definition"),
                    Map.entry("42P18", "indeterminate datatype"),
                    Map.entry("42P19", "invalid recursion"),
                    Map.entry("42P21", "collation mismatch"),
                    Map.entry("54000", "program limit exceeded"),
                    Map.entry("54001", "statement too complex"),
                    Map.entry("54011", "too many columns"),
                    Map.entry("55000", "object not in prerequisite state"),
                    Map.entry("55006", "object in use"),
                    Map.entry("57014", "query cancelled"),
                    Map.entry("58030", "I/O error"),
                    Map.entry("P0000", "PL/pgSQL error"),
                    Map.entry("P0001", "raised exception"),
                    Map.entry("P0002", "no data found"),
                    Map.entry("P0003", "too many rows"),
                    Map.entry("P0004", "assertion failed"),
                    Map.entry("XX000", "internal error"),
                    Map.entry("XX001", "data corrupted"),
                    Map.entry("XX002", "index corrupted"));

    /// Of connections, rollbacks, resources, operators: kinds of failures that may pass.
    private static final Pattern PASSING = Pattern.compile("(08|40|53|55|57|58)[0-9A-Z]{3}");

    private SqlStates() {}

    static String meaning(String state) {
        return Optional.ofNullable(MEANINGS.get(state))
                .orElse("an error of which only the code is known");
    }

    static boolean isKnown(String state) {
        return MEANINGS.containsKey(state) || PASSING.matcher(state).matches();
    }
}
