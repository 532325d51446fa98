package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `Miller` and its like are values; `fact_visit` and `person` are names of the project.
class SafeTextTest {

    private static final Set<String> PROJECT =
            SafeText.namesIn(
                    List.of("CREATE TABLE conformed.fact_visit (person varchar(100), fk_day int)"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // PostgreSQL's own words, and the project's names
                "42P01 | relation \"conformed.fact_visit\" does not exist | relation \"conformed.fact_visit\" does not exist",
                "23502 | null value in column \"person\" of relation \"fact_visit\" violates not-null constraint | null value in column \"person\" of relation \"fact_visit\" violates not-null constraint",
                "42804 | column \"person\" is of type integer but expression is of type character varying | column \"person\" is of type integer but expression is of type character varying",
                "42846 | cannot cast type timestamp with time zone to integer | cannot cast type timestamp with time zone to integer",
                "22023 | cannot extract elements from an object | cannot extract elements from an object",
                "22001 | value too long for type character varying(100) | value too long for type character varying(100)",
                "42883 | operator does not exist: integer + text | operator does not exist: integer + text",
                "42883 | function conformed.person(integer, text) does not exist | function conformed.person(integer, text) does not exist",
                "22012 | division by zero | division by zero",
                "42501 | permission denied for table fact_visit | permission denied for table fact_visit",
                // what may be a value
                "22P02 | invalid input syntax for type integer: \"jo@example.org\" | invalid input syntax for type integer: \"…\"",
                "22P02 | invalid input syntax for type integer: \"person\" | invalid input syntax for type integer: \"…\"",
                "22003 | value \"99999999999\" is out of range for type integer | value \"…\" is out of range for type integer",
                "22008 | date/time field value out of range: \"2024-13-45\" | date/time field value out of range: \"…\"",
                "42P01 | relation \"Miller\" does not exist | relation \"…\" does not exist",
                "42P01 | relation \"Miller, person\" does not exist | relation \"…\" does not exist",
                "42704 | type \"42\" does not exist | type \"…\" does not exist",
                "42601 | syntax error at or near \"Miller\" | syntax error at or near \"…\"",
                "22023 | invalid value for parameter \"dap.x\": \"Miller\" | invalid value for parameter \"…\": \"…\"",
                "42704 | unrecognized configuration parameter \"Miller.x\" | unrecognized configuration parameter \"…\"",
                "22P02 | a message of no known format about Miller | invalid text representation",
                "ZZZZZ | Miller | an error of which only the code is known",
            })
    void whatMayBeAValueIsLeftOut(String state, String message, String safe) {
        assertThat(SafeText.of(state, message, PROJECT)).isEqualTo(safe);
    }

    @Test
    void aLongMessageIsNotLookedThrough() {
        String message = "invalid input syntax for type integer: \"" + "x".repeat(5_000_000) + "\"";

        assertThat(SafeText.of("22P02", message, PROJECT)).isEqualTo("invalid text representation");
    }
}
