package dap.run;

import dap.catalog.RawDay;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.EventName;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells whether far more of an event's lines were rejected than usual: then it is not the lines
/// that are odd.
final class RejectAlarm {

    /// Fewer rejected lines than these are no alarm, whatever their share.
    private static final long LEAST = 20;

    private RejectAlarm() {}

    /// @param days all of the event; those of the run are held against the others
    /// @param staged the days of the run
    /// @param most by how many hundredths the share may lie above the usual one
    static Optional<DapException> of(
            EventName event, List<RawDay> days, Set<LocalDate> staged, int most) {
        Share now = new Share();
        Share usual = new Share();
        days.forEach(day -> (staged.contains(day.arrivalDay()) ? now : usual).add(day));
        boolean isFarAbove = now.rejected >= LEAST && now.hundredths() > usual.hundredths() + most;
        return isFarAbove
                ? Optional.of(
                        new DapException(
                                ErrorCode.INPUT_INVALID,
                                "%s: %,d of %,d lines were rejected, %.0f %% where %.0f %% are usual."
                                        .formatted(
                                                event,
                                                now.rejected,
                                                now.lines,
                                                now.hundredths(),
                                                usual.hundredths()),
                                "See why with 'dap rejects --event %s'; stage.max-reject-share in dap.yml says how many may be."
                                        .formatted(event.wireName())))
                : Optional.empty();
    }

    private static final class Share {
        private long lines;
        private long rejected;

        void add(RawDay day) {
            lines += day.lines();
            rejected += day.rejected();
        }

        double hundredths() {
            return lines == 0 ? 0 : 100.0 * rejected / lines;
        }
    }
}
