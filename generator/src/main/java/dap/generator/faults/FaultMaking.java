package dap.generator.faults;

import dap.generator.faults.Outcome.When;
import java.util.List;
import java.util.Locale;

/// Makes hostile lines out of good ones.
final class FaultMaking {

    private static final int HUGE_BYTES = 70_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int DAYS_AHEAD = 40;

    /// 2024-02-29T23:59:59Z.
    private static final long END_OF_A_LEAP_FEBRUARY = 1_709_251_199;

    private FaultMaking() {}

    /// The lines that stand for `line`.
    static List<Outcome> apply(FaultKind kind, EventLine line) {
        return switch (kind) {
            case DUPLICATE -> List.of(now(line, Fate.FACT), now(line, Fate.DUPLICATE));
            case LATE_DUPLICATE -> List.of(now(line, Fate.DUPLICATE), tomorrow(line, Fate.FACT));
            case CHANGED_BODY ->
                    List.of(
                            now(line, Fate.FACT),
                            now(line.with("component_id", "\"UNKNOWN\""), Fate.DUPLICATE));
            case OTHER_TIMESTAMP ->
                    List.of(
                            now(line, Fate.DUPLICATE),
                            now(line.at(line.timestamp() + 1), Fate.FACT));
            case ACROSS_MIDNIGHT ->
                    List.of(
                            now(line, Fate.DUPLICATE),
                            tomorrow(line.at(nextMidnight(line) + 5), Fate.FACT));
            case REPLAY ->
                    List.of(
                            now(line, Fate.DUPLICATE),
                            tomorrow(
                                    line.plus(
                                            "\"event_replay\":{\"replay_id\":\"replay-1\",\"replayed_timestamp_ms\":%d000}"
                                                    .formatted(nextMidnight(line))),
                                    Fate.FACT));
            case OUT_OF_ORDER -> List.of(new Outcome(When.EVENING, line, Fate.FACT, ""));
            case LATE -> List.of(tomorrow(line, Fate.FACT));
            case FUTURE ->
                    List.of(
                            now(
                                    line.at(line.timestamp() + DAYS_AHEAD * SECONDS_PER_DAY),
                                    Fate.FACT));
            case MONTH_END -> List.of(now(line.at(END_OF_A_LEAP_FEBRUARY), Fate.FACT));
            case CLOCK_IN_MILLISECONDS ->
                    rejected(line.with("timestamp", line.timestamp() + "000"), "bad-timestamp");
            case TIMESTAMP_AS_TEXT ->
                    rejected(
                            line.with("timestamp", "\"" + line.timestamp() + "\""),
                            "bad-timestamp");
            case NO_TIMESTAMP -> rejected(line.without("timestamp"), "no-timestamp");
            case NO_NAME -> rejected(line.without("event_name"), "no-event-name");
            case NO_ID -> rejected(line.without("event_id"), "no-event-id");
            case EMPTY_ID -> rejected(line.withId(""), "no-event-id");
            case EMPTY_CLIENT -> fact(line.with("client_id", "\"\""));
            case NULL_CLIENT -> fact(line.with("client_id", "null"));
            case UNKNOWN_CLIENT -> fact(line.with("client_id", "\"client-of-nobody\""));
            case BLANK_TEXT -> fact(line.with("component_id", "\" \""));
            case NULL_AS_TEXT -> fact(line.with("component_id", "\"null\""));
            case NULL_USER -> fact(line.withUser("null"));
            case EMPTY_USER -> fact(line.withUser("{}"));
            case USER_AS_TEXT -> rejected(line.withUser("\"somebody\""), "type");
            case OBJECT_FOR_ARRAY -> fact(line.withElements("evidence", one -> one));
            case SEVERAL_ELEMENTS ->
                    fact(line.withElements("evidence", one -> "[" + one + "," + one + "]"));
            case NO_ELEMENTS -> fact(line.withElements("evidence", _ -> "[]"));
            case HUGE_EVIDENCE -> fact(line.withElements("evidence", FaultMaking::huge));
            case NEW_FIELD -> fact(line.plus("\"surprise\":{\"depth\":1}"));
            case TYPE_CHANGED -> fact(line.with("component_id", "7"));
            case NUMERAL_007 -> fact(line.with("component_id", "\"007\""));
            case NUMERAL_PLUS -> fact(line.with("component_id", "\"+1\""));
            case NUMERAL_POINT -> fact(line.with("component_id", "\"1.0\""));
            case NUMERAL_EXPONENT -> fact(line.with("component_id", "\"1e3\""));
            case QUOTES -> fact(line.with("component_id", "\"say \\\"it's\\\" C:\\\\temp\""));
            case NON_ASCII -> fact(line.with("component_id", "\"Łódź 東京 🙂\""));
            case LONG_TEXT -> fact(line.with("component_id", "\"" + "long ".repeat(260) + "\""));
            case UNMAPPED ->
                    List.of(
                            new Outcome(
                                    When.NOW,
                                    line.with("event_name", "\"AUTH_NOT_YET_MAPPED\""),
                                    Fate.WAITING,
                                    "unmapped"));
            case BAD_NAME ->
                    rejected(
                            line.with(
                                    "event_name",
                                    "\"" + line.name().toLowerCase(Locale.ROOT) + "\""),
                            "bad-event-name");
            case SEVERAL_ON_A_LINE ->
                    rejected(
                            new EventLine(line.text() + line.withId("second").text()),
                            "several-objects");
            case BROKEN ->
                    rejected(
                            new EventLine(line.text().substring(0, line.text().length() / 2)),
                            "not-json");
        };
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
        return (line.timestamp() / SECONDS_PER_DAY + 1) * SECONDS_PER_DAY;
    }

    private static String huge(String element) {
        return "[" + (element + ",").repeat(HUGE_BYTES / element.length()) + element + "]";
    }
}
