package dap.cli;

import java.util.regex.Pattern;

/// Text without what would act on a terminal instead of being seen: escape sequences, C0 and C1
/// controls, marks that turn the direction of writing. Values of events and names of files may hold
/// anything.
final class Printable {

    private static final String BIDI = "\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069";
    private static final String LINES = "\\u2028\\u2029";

    /// All but the line feed and the tab.
    private static final Pattern ACTS =
            Pattern.compile("[\\p{Cntrl}\\x80-\\x9F" + BIDI + LINES + "&&[^\\n\\t]]");

    private static final Pattern ACTS_IN_A_LINE =
            Pattern.compile("[\\p{Cntrl}\\x80-\\x9F" + BIDI + LINES + "]");

    private static final Pattern ACTS_IN_JSON =
            Pattern.compile("[\\x7F-\\x9F" + BIDI + LINES + "]");

    private Printable() {}

    /// Text of any number of lines.
    static String text(String text) {
        return ACTS.matcher(text).replaceAll("\uFFFD");
    }

    /// Text that must stay on its line: a cell, an entry of a log.
    static String line(String text) {
        return ACTS_IN_A_LINE.matcher(text).replaceAll("\uFFFD");
    }

    /// JSON that means the same: what acts is written as an escape.
    static String json(String json) {
        return ACTS_IN_JSON
                .matcher(json)
                .replaceAll(found -> "\\\\u%04X".formatted((int) found.group().charAt(0)));
    }
}
