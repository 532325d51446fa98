package dap.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTextTest {

    private static final List<ChronoUnit> UNITS =
            List.of(ChronoUnit.NANOS, ChronoUnit.MICROS, ChronoUnit.MILLIS, ChronoUnit.SECONDS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59Z",
                "2024-02-29T23:59:59.1Z",
                "2024-02-29T23:59:59.000000001Z",
                "1969-12-31T23:59:59.999Z",
                "-0044-03-15T12:00:00Z",
                "+12024-02-29T23:59:59.5Z"
            })
    void anInstantIsWhatItsOwnReaderReads(String text) {
        assertThat(IsoText.instant(text)).isEqualTo(Instant.parse(text));
    }

    @Test
    void whateverIsPrintedIsReadBack() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(
                                    random.nextLong(-4_000_000_000L, 8_000_000_000L),
                                    random.nextInt(1_000_000_000))
                            .truncatedTo(UNITS.get(random.nextInt(UNITS.size())));
            assertThat(IsoText.instant(instant.toString())).isEqualTo(instant);
            LocalDate day = LocalDate.ofEpochDay(random.nextLong(-800_000, 3_000_000));
            assertThat(IsoText.day(day.toString())).isEqualTo(day);
        }
    }
}
