package dap.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What DuckDB 2 says, as it was seen, and what is told of it: `Okapi7391` and `7391` are values.
class ComplaintTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "Conversion Error: Type INT64 with value 7391 can't be cast because the value is out of range for the destination type INT8 when casting from source column amount # a number is out of range for tinyint",
                "Conversion Error: Could not cast value 7391 to DECIMAL(5,2) when casting from source column amount # a number does not fit decimal(5,2)",
                "Conversion Error: Could not convert string 'Okapi7391' to INT32 when casting from source column note # a text is no integer",
                "Conversion Error: Could not convert string 'x' to OKAPI7391 when casting' to INT32 when casting from source column note # a text is no integer",
                "Conversion Error: Could not convert string 'x' to OKAPI7391 # conversion",
                "Out of Range Error: Overflow in multiplication of INT64 (7391 * 7391)! # the result of multiplication is out of range for bigint",
                "Invalid Input Error: Division by zero in expression (amount // 7391). Use TRY(...) # division by zero",
                "Invalid Input Error: java.lang.NumberFormatException: For input string: \"Okapi7391\" # a text is no number",
                "Invalid Input Error: java.time.format.DateTimeParseException: Text 'Okapi7391' could not be parsed at index 0 # a text is no date or time of the wanted form",
                "Invalid Input Error: tools.jackson.core.exc.StreamReadException: Unrecognized token 'Okapi7391' # a text is no JSON",
                "Invalid Input Error: java.lang.IllegalArgumentException: URLDecoder: Illegal hex characters in escape (%) pattern - \"Okapi7391\" # a text is not encoded as of a URL",
                "Invalid Input Error: dap.engine.duckdb.UnfitValue: array subscript out of bounds # array subscript out of bounds",
                "Invalid Input Error: java.lang.IllegalStateException: dap.engine.duckdb.UnfitValue: Okapi7391 # invalid input",
                "Okapi7391 Error: 7391 # an error",
            })
    void itTellsTheKindOfAValueAndNeverTheValue(String message, String told) {
        assertThat(Complaint.of(message)).isEqualTo(told);
    }
}
