package dap.model;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.util.Locale;
import java.util.regex.Pattern;

/// The name of an event, as configs spell it: `auth_create_account`.
///
/// On the wire, in RAW folders and in `event_name` values it is upper case: `AUTH_CREATE_ACCOUNT`.
public record EventName(String name) implements Comparable<EventName> {

    private static final Pattern CONFIG_NAME = Pattern.compile("[a-z][a-z0-9_]{0,127}");
    private static final Pattern WIRE_NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,127}");

    public EventName {
        if (!CONFIG_NAME.matcher(name).matches()) {
            throw new DapException(
                    ErrorCode.NAME_INVALID,
                    "An event's name in a config is a lower case letter, then at most 127 lower case letters, digits and underscores.",
                    "Rename the event.");
        }
    }

    /// Whether `text` can be an `event_name` on the wire.
    public static boolean isWireName(String text) {
        return WIRE_NAME.matcher(text).matches();
    }

    /// The event with this wire name.
    ///
    /// @throws DapException `NAME_INVALID` unless [#isWireName(String)]
    public static EventName ofWireName(String wireName) {
        if (!isWireName(wireName)) {
            throw new DapException(
                    ErrorCode.NAME_INVALID,
                    "An event_name is an upper case letter, then at most 127 upper case letters, digits and underscores.",
                    "Fix the producer of the event.");
        }
        return new EventName(wireName.toLowerCase(Locale.ROOT));
    }

    public String wireName() {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public int compareTo(EventName other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
