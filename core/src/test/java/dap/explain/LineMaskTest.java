package dap.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineMaskTest {

    private final LineMask mask = new LineMask(Set.of("email"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"email\":\"jo@example.org\"}|{\"email\":\"xx@xxxxxxx.xxx\"}",
                "{\"Email\" : 12.5, \"event_id\":null}|{\"Email\" : 99.9, \"event_id\":null}",
                "{\"Jo Smith\":true}|{\"xx xxxxx\":true}",
                "{\"email\":\"say \\\"email\\\": now\"}|{\"email\":\"xxx \\\"xxxxx\\\": xxx\"}",
                "{\"email\":\"Łódź 東京\"}|{\"email\":\"xxxx xx\"}",
                "{\"email\":\"cut o|{\"email\":\"xxx x",
                "{'email':'jo'}|{'xxxxx':'xx'}",
                "\\|\\",
                "\"\\|\"\\",
            })
    void theFormStaysAndTheValuesGo(String line, String masked) {
        assertThat(mask.mask(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(masked);
    }

    /// Whatever the line: nothing is left of it but punctuation, known names and the three words.
    @Property
    void nothingButFormIsEverLeft(@ForAll byte[] line) {
        String rest =
                mask.mask(line)
                        .replaceAll("(?i)\"(email|user|event_[a-z]+)\"", "")
                        .replaceAll("true|false|null", "");

        assertThat(rest).matches("[ -/:-@\\[-`{-~x9]*");
    }
}
