package dap.catalog;

import java.time.Instant;
import java.time.LocalDate;

/// Reads days and instants as [LocalDate] and [Instant] print them, for tables of which a run reads
/// tens of thousands of rows: a formatter that has just been started takes longer than the query.
final class IsoText {

    private static final int DAY_LENGTH = 10;
    private static final int SECOND_LENGTH = 19;
    private static final int SECONDS_A_DAY = 86_400;
    private static final int NANO_DIGITS = 9;

    private IsoText() {}

    static LocalDate day(String text) {
        return text.length() == DAY_LENGTH
                ? LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, DAY_LENGTH))
                : LocalDate.parse(text);
    }

    static Instant instant(String text) {
        int end = text.length() - 1;
        boolean isUsual =
                end >= SECOND_LENGTH && text.charAt(DAY_LENGTH) == 'T' && text.charAt(end) == 'Z';
        if (!isUsual) {
            return Instant.parse(text);
        }
        long seconds =
                day(text.substring(0, DAY_LENGTH)).toEpochDay() * SECONDS_A_DAY
                        + number(text, 11, 13) * 3_600L
                        + number(text, 14, 16) * 60L
                        + number(text, 17, SECOND_LENGTH);
        long nanos = 0;
        if (end > SECOND_LENGTH) {
            nanos = number(text, SECOND_LENGTH + 1, end);
            for (int digits = end - SECOND_LENGTH - 1; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
