package dap.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JodaDateFormatTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "yyyyMMdd, %Y%m%d",
                "yyyy-MM-dd'T'HH:mm:ss, %Y-%m-%dT%H:%i:%s",
                "YYYY/MM, %Y/%m",
                "dd%, %d%%"
            })
    void aFormatOfPaddedPartsIsWrittenInMySqlsNotation(String joda, String mySql) {
        assertThat(JodaDateFormat.inMySql(joda)).hasValue(mySql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yy", "SSS", "xxxx-ww", "EEEE", "yyyy'", "''"})
    void whatHasNoCertainEqualIsNotWritten(String joda) {
        assertThat(JodaDateFormat.inMySql(joda)).isEmpty();
    }
}
