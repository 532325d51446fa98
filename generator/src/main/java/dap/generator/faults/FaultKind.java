package dap.generator.faults;

import dap.generator.faults.Outcome.When;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/// What may be wrong, or merely unusual, with an event.
public enum FaultKind {
    DUPLICATE(
            "The same event twice on one day.",
            Needs.NOTHING,
            line -> List.of(now(line, Fate.FACT), now(line, Fate.DUPLICATE))),
    LATE_DUPLICATE(
            "The same event again, a day later.",
            Needs.NEXT_DAY,
            line -> List.of(now(line, Fate.DUPLICATE), tomorrow(line, Fate.FACT))),
    CHANGED_BODY(
            "The same event id with another body.",
            Needs.NOTHING,
            line ->
                    List.of(
                            now(line, Fate.FACT),
                            now(line.with("component_id", "\"UNKNOWN\""), Fate.DUPLICATE))),
    OTHER_TIMESTAMP(
            "The same event id, a second later.",
            Needs.NOTHING,
            line ->
                    List.of(
                            now(line, Fate.DUPLICATE),
                            now(line.at(line.timestamp() + 1), Fate.FACT))),
    ACROSS_MIDNIGHT(
            "The same event id, after midnight.",
            Needs.NEXT_DAY,
            line ->
                    List.of(
                            now(line, Fate.DUPLICATE),
                            tomorrow(line.at(nextMidnight(line) + 5), Fate.FACT))),
    REPLAY(
            "Replayed on purpose, a day later.",
            Needs.NEXT_DAY,
            line ->
                    List.of(
                            now(line, Fate.DUPLICATE),
                            tomorrow(
                                    line.plus(
                                            "\"event_replay\":{\"replay_id\":\"replay-1\",\"replayed_timestamp_ms\":%d000}"
                                                    .formatted(nextMidnight(line))),
                                    Fate.FACT))),
    OUT_OF_ORDER(
            "Delivered at the end of its day.",
            Needs.NOTHING,
            line -> List.of(new Outcome(When.EVENING, line, Fate.FACT, ""))),
    LATE("Delivered a day late.", Needs.NEXT_DAY, line -> List.of(tomorrow(line, Fate.FACT))),
    FUTURE(
            "A time forty days ahead.",
            Needs.NOTHING,
            line -> List.of(now(line.at(line.timestamp() + 40 * 86_400L), Fate.FACT))),
    MONTH_END(
            "The last second of a leap February.",
            Needs.NOTHING,
            line -> List.of(now(line.at(1_709_251_199L), Fate.FACT))),
    CLOCK_IN_MILLISECONDS(
            "A timestamp in milliseconds.",
            Needs.NOTHING,
            line -> rejected(line.with("timestamp", line.timestamp() + "000"), "bad-timestamp")),
    TIMESTAMP_AS_TEXT(
            "A timestamp in quotes.",
            Needs.NOTHING,
            line ->
                    rejected(
                            line.with("timestamp", "\"" + line.timestamp() + "\""),
                            "bad-timestamp")),
    NO_TIMESTAMP(
            "No timestamp.",
            Needs.NOTHING,
            line -> rejected(line.without("timestamp"), "no-timestamp")),
    NO_NAME(
            "No event name.",
            Needs.NOTHING,
            line -> rejected(line.without("event_name"), "no-event-name")),
    NO_ID("No event id.", Needs.NOTHING, line -> rejected(line.without("event_id"), "no-event-id")),
    EMPTY_ID("An empty event id.", Needs.NOTHING, line -> rejected(line.withId(""), "no-event-id")),
    EMPTY_CLIENT("An empty client_id.", Needs.CLIENT, line -> fact(line.with("client_id", "\"\""))),
    NULL_CLIENT("A client_id of null.", Needs.CLIENT, line -> fact(line.with("client_id", "null"))),
    UNKNOWN_CLIENT(
            "A client_id that no reference data name.",
            Needs.CLIENT,
            line -> fact(line.with("client_id", "\"client-of-nobody\""))),
    BLANK_TEXT(
            "A blank for a text.", Needs.NOTHING, line -> fact(line.with("component_id", "\" \""))),
    NULL_AS_TEXT(
            "The text null.", Needs.NOTHING, line -> fact(line.with("component_id", "\"null\""))),
    NULL_USER("A user of null.", Needs.NOTHING, line -> fact(line.withUser("null"))),
    EMPTY_USER("A user without members.", Needs.NOTHING, line -> fact(line.withUser("{}"))),
    USER_AS_TEXT(
            "A text where an object belongs.",
            Needs.NOTHING,
            line -> rejected(line.withUser("\"somebody\""), "type")),
    OBJECT_FOR_ARRAY(
            "One object where an array belongs.",
            Needs.EVIDENCE,
            line -> fact(line.withElements("evidence", one -> one))),
    SEVERAL_ELEMENTS(
            "An array of several elements.",
            Needs.EVIDENCE,
            line -> fact(line.withElements("evidence", one -> "[" + one + "," + one + "]"))),
    NO_ELEMENTS(
            "An empty array.",
            Needs.EVIDENCE,
            line -> fact(line.withElements("evidence", _ -> "[]"))),
    HUGE_EVIDENCE(
            "Evidence of more than 64 kB.",
            Needs.EVIDENCE,
            line -> fact(line.withElements("evidence", FaultKind::huge))),
    NEW_FIELD(
            "A field that no one has seen.",
            Needs.NOTHING,
            line -> fact(line.plus("\"surprise\":{\"depth\":1}"))),
    TYPE_CHANGED(
            "A number where others have text.",
            Needs.NOTHING,
            line -> fact(line.with("component_id", "7"))),
    NUMERAL_007("The text 007.", Needs.NOTHING, line -> fact(line.with("component_id", "\"007\""))),
    NUMERAL_PLUS("The text +1.", Needs.NOTHING, line -> fact(line.with("component_id", "\"+1\""))),
    NUMERAL_POINT(
            "The text 1.0.", Needs.NOTHING, line -> fact(line.with("component_id", "\"1.0\""))),
    NUMERAL_EXPONENT(
            "The text 1e3.", Needs.NOTHING, line -> fact(line.with("component_id", "\"1e3\""))),
    QUOTES(
            "Quotes and backslashes in a text.",
            Needs.NOTHING,
            line -> fact(line.with("component_id", "\"say \\\"it's\\\" C:\\\\temp\""))),
    NON_ASCII(
            "Letters beyond ASCII.",
            Needs.NOTHING,
            line -> fact(line.with("component_id", "\"Łódź 東京 🙂\""))),
    LONG_TEXT(
            "A text of more than a thousand characters.",
            Needs.NOTHING,
            line -> fact(line.with("component_id", "\"" + "long ".repeat(260) + "\""))),
    UNMAPPED(
            "An event that no config names.",
            Needs.NOTHING,
            line ->
                    List.of(
                            new Outcome(
                                    When.NOW,
                                    line.with("event_name", "\"AUTH_NOT_YET_MAPPED\""),
                                    Fate.WAITING,
                                    "unmapped"))),
    BAD_NAME(
            "An event name in lower case.",
            Needs.NOTHING,
            line ->
                    rejected(
                            line.with(
                                    "event_name",
                                    "\"" + line.name().toLowerCase(Locale.ROOT) + "\""),
                            "bad-event-name")),
    SEVERAL_ON_A_LINE(
            "Two objects on one line.",
            Needs.NOTHING,
            line ->
                    rejected(
                            new EventLine(line.text() + line.withId("second").text()),
                            "several-objects")),
    BROKEN(
            "Half an event.",
            Needs.NOTHING,
            line ->
                    rejected(
                            new EventLine(line.text().substring(0, line.text().length() / 2)),
                            "not-json"));

    private static final int HUGE_BYTES = 70_000;

    private final String description;
    private final Predicate<EventLine> needs;
    private final Function<EventLine, List<Outcome>> making;

    FaultKind(
            String description,
            Predicate<EventLine> needs,
            Function<EventLine, List<Outcome>> making) {
        this.description = description;
        this.needs = needs;
        this.making = making;
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
        return needs.test(line);
    }

    boolean reachesTomorrow() {
        return needs == Needs.NEXT_DAY;
    }

    /// The lines that stand for `line`.
    List<Outcome> apply(EventLine line) {
        return making.apply(line);
    }

    /// What an event must have. All are of kinds that the example loads.
    private static final class Needs {
        static final Predicate<EventLine> NOTHING = line -> line.name().startsWith("AUTH_");
        static final Predicate<EventLine> NEXT_DAY = line -> line.name().startsWith("DCMAW_");
        static final Predicate<EventLine> CLIENT =
                line -> NOTHING.test(line) && line.has("client_id");
        static final Predicate<EventLine> EVIDENCE =
                line -> line.name().equals("DCMAW_CRI_VC_ISSUED");
    }

    private static List<Outcome> fact(EventLine line) {
        return List.of(now(line, Fate.FACT));
    }

    private static List<Outcome> rejected(EventLine line, String reason) {
        return List.of(new Outcome(When.NOW, line, Fate.REJECTED, reason));
    }

    private static Outcome now(EventLine line, Fate fate) {
        return new Outcome(When.NOW, line, fate, "");
    }

    private static Outcome tomorrow(EventLine line, Fate fate) {
        return new Outcome(When.TOMORROW, line, fate, "");
    }

    private static long nextMidnight(EventLine line) {
        return (line.timestamp() / 86_400 + 1) * 86_400;
    }

    private static String huge(String element) {
        return "[" + (element + ",").repeat(HUGE_BYTES / element.length()) + element + "]";
    }
}
