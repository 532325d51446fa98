package dap.catalog;

import dap.model.DataSource;
import dap.model.EventName;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// A RAW object that is not as it should be. It stays one until it is again, or somebody has
/// decided about it.
///
/// @param arrivalDay absent for a folder above those of days
/// @param key path within the lake; of a folder, where all in it is meant
/// @param detail why, where the state alone does not tell: the end of a sentence that begins with
///   the path; else empty
/// @param lines good lines that the crawl has read in it; 0 where it never could
/// @param staged whether these are in STAGE
public record RawFault(
        DataSource source,
        EventName event,
        Optional<LocalDate> arrivalDay,
        String key,
        State state,
        String detail,
        long lines,
        boolean staged) {

    /// In which way.
    public enum State {
        /// It holds something else than what was staged of it.
        CHANGED,
        /// It is not there any more.
        MISSING,
        /// It ends within a gzip member: half-written, or cut off. Nothing of it is staged.
        CUT_OFF,
        /// Its compressed data or their checksum are wrong. Nothing of it is staged.
        DAMAGED,
        /// It is there, and cannot be read.
        UNREADABLE;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State ofText(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /// One that a look at an object that the catalog knows has found.
    public static RawFault of(DataSource source, KnownObject object, State state, String detail) {
        return new RawFault(
                source,
                object.event(),
                Optional.of(object.arrivalDay()),
                object.key(),
                state,
                detail,
                0,
                object.staged());
    }

    /// What to do about it: a sentence that names a command.
    public String remedy() {
        return switch (state) {
            case CHANGED -> "Restage its day: dap raw accept " + shellWord(key);
            case MISSING ->
                    "Restore it, or say that it is gone for good: dap raw forget " + shellWord(key);
            case CUT_OFF, DAMAGED ->
                    "Put the whole object in its place, or take it as it is: dap raw accept "
                            + shellWord(key);
            case UNREADABLE -> "Make it readable, or take it out of RAW, and run again: dap run";
        };
    }

    private static String shellWord(String key) {
        return key.matches("[A-Za-z0-9._/=+@-]+") ? key : "'" + key.replace("'", "'\\''") + "'";
    }
}
