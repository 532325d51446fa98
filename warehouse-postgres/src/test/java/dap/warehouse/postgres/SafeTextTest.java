package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "42P01 | relation \"conformed.x\" does not exist | relation \"conformed.x\" does not exist",
                "23502 | null value in column \"n\" violates not-null constraint | null value in column \"n\" violates not-null constraint",
                "22P02 | invalid input syntax for type integer: \"jo@example.org\" | invalid input syntax for type integer: \"…\"",
                "22003 | value \"99999999999\" is out of range for type integer | value \"…\" is out of range for type integer",
                "22008 | date/time field value out of range: \"2024-13-45\" | date/time field value out of range: \"…\"",
                "P0001 | Customer Miller has no birthday 1970-01-01. | Customer … has no birthday …",
            })
    void whatMayBeAValueIsLeftOut(String state, String message, String safe) {
        String procedure = "RAISE EXCEPTION 'Customer % has no birthday %', name, day;";

        assertThat(SafeText.of(state, message, procedure, false)).isEqualTo(safe);
    }

    @ParameterizedTest
    @CsvSource("42601, syntax error at or near Miller, syntax error at or near …")
    void sqlThatWasPutTogetherAtRunTimeMayHoldValues(String state, String message, String safe) {
        assertThat(SafeText.of(state, message, "at near", true)).isEqualTo(safe);
    }
}
