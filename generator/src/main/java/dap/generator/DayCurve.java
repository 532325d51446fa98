package dap.generator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.stream.IntStream;

/// When people are at it: by day more than by night, at weekends a little less.
final class DayCurve {

    /// How many journeys begin in each hour, relative to the others.
    private static final int[] BY_HOUR = {
        8, 5, 3, 3, 4, 9, 22, 42, 62, 74, 78, 76, 70, 68, 66, 62, 58, 56, 58, 60, 52, 36, 18, 10
    };

    private static final int TOTAL = IntStream.of(BY_HOUR).sum();

    private DayCurve() {}

    /// How busy a day is, relative to others.
    static int weight(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case DayOfWeek.SATURDAY -> 82;
            case DayOfWeek.SUNDAY -> 78;
            case DayOfWeek.MONDAY -> 104;
            case DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY -> 102;
            case DayOfWeek.FRIDAY -> 98;
        };
    }

    /// The second of the day by which `done` of `all` events' journeys have begun.
    static int second(long done, long all) {
        double reached = (double) done / all * TOTAL;
        int hour = 0;
        while (hour < 23 && reached >= BY_HOUR[hour]) {
            reached -= BY_HOUR[hour];
            hour++;
        }
        return (int) ((hour + reached / BY_HOUR[hour]) * 3_600);
    }
}
