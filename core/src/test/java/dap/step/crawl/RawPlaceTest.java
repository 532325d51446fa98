package dap.step.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "year=2026/month=01/day=05, 2026-01-05",
        "year=2026/month=1/day=5, 2026-01-05",
        "Year=2026/MONTH=01/Day=5, 2026-01-05",
        "2026/01/05, 2026-01-05",
        "2026/1/5, 2026-01-05",
    })
    void aDayIsADayHoweverItIsSpelt(String folders, String day) {
        assertThat(RawPlace.dayOf(Path.of("E", folders.split("/")))).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "year=26/month=01/day=05", "year=2026/month=13/day=01", "year=2026/month=02/day=30",
                "month=01/year=2026/day=05", "year=2026/month=001/day=05", "y=2026/m=1/d=5",
            })
    void whatIsNoDayIsNone(String folders) {
        assertThat(RawPlace.dayOf(Path.of("E", folders.split("/")))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH_START", "auth_start", "Auth_Start"})
    void anEventIsOneInAnyCase(String folder) {
        assertThat(RawPlace.eventNamed(folder))
                .hasValueSatisfying(event -> assertThat(event.wireName()).isEqualTo("AUTH_START"));
    }
}
