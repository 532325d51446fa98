package dap.generator.faults;

import java.util.Locale;

/// What may be wrong, or merely unusual, with an event.
public enum FaultKind {
    DUPLICATE("The same event twice on one day.", Needs.NOTHING),
    LATE_DUPLICATE("The same event again, a day later.", Needs.NEXT_DAY),
    CHANGED_BODY("The same event id with another body.", Needs.NOTHING),
    OTHER_TIMESTAMP("The same event id, a second later.", Needs.NOTHING),
    ACROSS_MIDNIGHT("The same event id, after midnight.", Needs.NEXT_DAY),
    REPLAY("Replayed on purpose, a day later.", Needs.NEXT_DAY),
    OUT_OF_ORDER("Delivered at the end of its day.", Needs.NOTHING),
    LATE("Delivered a day late.", Needs.NEXT_DAY),
    FUTURE("A time forty days ahead.", Needs.NOTHING),
    MONTH_END("The last second of a leap February.", Needs.NOTHING),
    CLOCK_IN_MILLISECONDS("A timestamp in milliseconds.", Needs.NOTHING),
    TIMESTAMP_AS_TEXT("A timestamp in quotes.", Needs.NOTHING),
    NO_TIMESTAMP("No timestamp.", Needs.NOTHING),
    NO_NAME("No event name.", Needs.NOTHING),
    NO_ID("No event id.", Needs.NOTHING),
    EMPTY_ID("An empty event id.", Needs.NOTHING),
    EMPTY_CLIENT("An empty client_id.", Needs.CLIENT),
    NULL_CLIENT("A client_id of null.", Needs.CLIENT),
    UNKNOWN_CLIENT("A client_id that no reference data name.", Needs.CLIENT),
    BLANK_TEXT("A blank for a text.", Needs.NOTHING),
    NULL_AS_TEXT("The text null.", Needs.NOTHING),
    NULL_USER("A user of null.", Needs.NOTHING),
    EMPTY_USER("A user without members.", Needs.NOTHING),
    USER_AS_TEXT("A text where an object belongs.", Needs.NOTHING),
    OBJECT_FOR_ARRAY("One object where an array belongs.", Needs.EVIDENCE),
    SEVERAL_ELEMENTS("An array of several elements.", Needs.EVIDENCE),
    NO_ELEMENTS("An empty array.", Needs.EVIDENCE),
    HUGE_EVIDENCE("Evidence of more than 64 kB.", Needs.EVIDENCE),
    NEW_FIELD("A field that no one has seen.", Needs.NOTHING),
    TYPE_CHANGED("A number where others have text.", Needs.NOTHING),
    NUMERAL_007("The text 007.", Needs.NOTHING),
    NUMERAL_PLUS("The text +1.", Needs.NOTHING),
    NUMERAL_POINT("The text 1.0.", Needs.NOTHING),
    NUMERAL_EXPONENT("The text 1e3.", Needs.NOTHING),
    QUOTES("Quotes and backslashes in a text.", Needs.NOTHING),
    NON_ASCII("Letters beyond ASCII.", Needs.NOTHING),
    LONG_TEXT("A text of more than a thousand characters.", Needs.NOTHING),
    UNMAPPED("An event that no config names.", Needs.NOTHING),
    BAD_NAME("An event name in lower case.", Needs.NOTHING),
    SEVERAL_ON_A_LINE("Two objects on one line.", Needs.NOTHING),
    BROKEN("Half an event.", Needs.NOTHING);

    private final String description;
    private final Needs needs;

    FaultKind(String description, Needs needs) {
        this.description = description;
        this.needs = needs;
    }

    /// As records spell it: `late-duplicate`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What is done, in one sentence.
    public String description() {
        return description;
    }

    /// Whether `line` can be treated so.
    boolean suits(EventLine line) {
        return needs.suits(line);
    }

    boolean reachesTomorrow() {
        return needs.equals(Needs.NEXT_DAY);
    }

    /// What an event must have. All are of kinds that the example loads.
    private enum Needs {
        NOTHING,
        NEXT_DAY,
        CLIENT,
        EVIDENCE;

        boolean suits(EventLine line) {
            return switch (this) {
                case NOTHING -> line.name().startsWith("AUTH_");
                case NEXT_DAY -> line.name().startsWith("DCMAW_");
                case CLIENT -> line.name().startsWith("AUTH_") && line.has("client_id");
                case EVIDENCE -> line.name().equals("DCMAW_CRI_VC_ISSUED");
            };
        }
    }
}
