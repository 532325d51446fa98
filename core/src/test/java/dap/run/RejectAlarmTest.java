package dap.run;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.RawDay;
import dap.errors.DapException;
import dap.model.EventName;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectAlarmTest {

    private static final EventName EVENT = new EventName("sign_in");
    private static final LocalDate BEFORE = LocalDate.of(2026, 1, 5);
    private static final LocalDate NOW = LocalDate.of(2026, 1, 6);

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # usual lines, rejected; now lines, rejected; alarm
                    1000,   0,  1000,   0,  false
                    1000,   0,  1000, 250,  false
                    1000,   0,  1000, 251,  true
                    1000, 400,  1000, 600,  false
                    1000, 400,  1000, 700,  true
                       0,   0,    20,  19,  false
                       0,   0,    20,  20,  true
                    """)
    void anAlarmIsAShareFarAboveTheUsualOne(
            long usualLines, long usual, long lines, long rejected, boolean isAlarm) {
        List<RawDay> days = List.of(day(BEFORE, usualLines, usual), day(NOW, lines, rejected));

        assertThat(RejectAlarm.of(EVENT, days, Set.of(NOW), 25).isPresent()).isEqualTo(isAlarm);
    }

    @Test
    void anAlarmSaysBothShares() {
        Optional<DapException> alarm =
                RejectAlarm.of(
                        EVENT, List.of(day(BEFORE, 100, 3), day(NOW, 90, 80)), Set.of(NOW), 25);

        assertThat(alarm.orElseThrow())
                .hasMessageContaining(
                        "sign_in: 80 of 90 lines were rejected, 89 % where 3 % are usual.");
    }

    private static RawDay day(LocalDate day, long lines, long rejected) {
        return new RawDay(EVENT, day, 1, lines, rejected, 0, lines - rejected, 0);
    }
}
