package dap.raw;

import java.util.Locale;

/// Why a line is rejected. The codes are stable: scripts match on them, catalogs keep them.
public enum RejectReason {
    /// Not JSON: broken, a trailing comma, single quotes, a byte order mark within the file.
    NOT_JSON,
    /// JSON, but not an object: `null`, a number, an array.
    NOT_AN_OBJECT,
    /// More than one JSON value on the line.
    SEVERAL_OBJECTS,
    /// Bytes that are no UTF-8.
    INVALID_UTF8,
    /// `event_name` is absent, null or empty.
    NO_EVENT_NAME,
    /// `event_name` is no text, or no name that an event may have.
    BAD_EVENT_NAME,
    /// The line lies in the folder of another event.
    WRONG_FOLDER,
    /// `event_id` is absent, null or blank.
    NO_EVENT_ID,
    /// `event_id` is no text, or has control characters or half of a surrogate pair.
    BAD_EVENT_ID,
    /// `event_id` has more characters than fit a fact (`ingest.max-event-id-length`).
    EVENT_ID_TOO_LONG,
    /// `timestamp` is absent or null.
    NO_TIMESTAMP,
    /// `timestamp` is no whole number of seconds that fits 31 bits: text, fraction, milliseconds.
    BAD_TIMESTAMP,
    /// Nested deeper than any engine reads.
    TOO_DEEP,
    /// One object with more keys at its top than a table may have columns.
    TOO_MANY_FIELDS,
    /// A key longer than any name may be.
    KEY_TOO_LONG,
    /// A value that its column's type cannot take: a scalar where a container is declared.
    TYPE,
    /// The event's statement fails on it: a CAST of what is no number, say.
    STATEMENT,
    /// Longer than [LineReader#MAX_LINE_BYTES].
    LINE_TOO_LONG,
    /// The object ends within a gzip member; lines before the cut are whole and kept.
    TRUNCATED_GZIP,
    /// The object is no whole gzip any more; lines before the fault are kept.
    CORRUPT_GZIP;

    private final String code;

    RejectReason() {
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The reason as catalogs, reports and scripts know it: `not-json`.
    public String code() {
        return code;
    }

    /// The reason with this code.
    ///
    /// @throws IllegalArgumentException if there is none
    public static RejectReason ofCode(String code) {
        for (RejectReason reason : values()) {
            if (reason.code.equals(code)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("no reject reason has the code " + code);
    }
}
