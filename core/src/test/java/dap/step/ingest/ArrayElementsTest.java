package dap.step.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayElementsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                      | $",
                "[ {} ]                  | {} $",
                "[1,2]                   | 1$2$",
                "[{\"a\":[1,{}]},[2,3]]  | {\"a\":[1,{}]}$[2,3]$",
                "[\"],[\",\"\\\"]\",3]   | \"],[\"$\"\\\"]\"$3$",
                "[{$ \"a\":$1$}]         | { \"a\":1 }$",
                "[tru$e]                 | tru e$",
                "[1]$[2]                 | 1$2$",
                "[1]${\"b\":2}$          | 1${\"b\":2}$",
                "[1 2]                   | 1 2$",
                "[1}}},2]                | 1}}}$2$",
            })
    void elementsBecomeLines(String array, String lines) throws IOException {
        byte[] text = array.strip().replace('$', '\n').getBytes(UTF_8);

        String unwrapped =
                new String(new ArrayElements(new ByteArrayInputStream(text)).readAllBytes(), UTF_8);

        assertThat(unwrapped).isEqualTo(lines.strip().replace('$', '\n'));
    }
}
