package dap.generator;

import java.time.LocalDate;

/// A time of a day, UTC, as events write it.
///
/// @param second of the day
/// @param milli within the second
record Moment(LocalDate day, int second, int milli) {

    static final int SECONDS_PER_DAY = 86_400;

    long epochSecond() {
        return day.toEpochDay() * SECONDS_PER_DAY + second;
    }

    long epochMilli() {
        return epochSecond() * 1_000 + milli;
    }

    /// `2026-03-02T07:05:00.000Z`, with the milliseconds given.
    void write(LineBuffer out, int millis) {
        out.digits(day.getYear(), 4);
        out.add('-');
        out.digits(day.getMonthValue(), 2);
        out.add('-');
        out.digits(day.getDayOfMonth(), 2);
        out.add('T');
        out.digits(second / 3_600, 2);
        out.add(':');
        out.digits(second / 60 % 60, 2);
        out.add(':');
        out.digits(second % 60, 2);
        out.add('.');
        out.digits(millis, 3);
        out.add('Z');
    }
}
