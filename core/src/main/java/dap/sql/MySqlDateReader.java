package dap.sql;

import java.time.LocalDateTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/// Reads one text in a format of `date_parse`.
final class MySqlDateReader {

    /// Two-digit years lie from 1970 to 2069.
    private static final int PIVOT = 70;

    private final String format;
    private final String text;
    private int at;

    private int year = 1970;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int halfDayHour = -1;
    private boolean isAfternoon;
    private int minute;
    private int second;
    private int nano;

    MySqlDateReader(String format, String text) {
        this.format = format;
        this.text = text;
    }

    LocalDateTime read() {
        boolean isSpecifier = false;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (isSpecifier) {
                specifier(c);
                isSpecifier = false;
            } else if (c == '%') {
                isSpecifier = true;
            } else {
                literal(c);
            }
        }
        if (at != text.length()) {
            throw mismatch();
        }
        if (halfDayHour >= 0) {
            hour = halfDayHour % 12 + (isAfternoon ? 12 : 0);
        }
        return LocalDateTime.of(year, month, day, hour, minute, second, nano);
    }

    private void specifier(char specifier) {
        switch (specifier) {
            case 'Y' -> year = number(4);
            case 'y' -> {
                int digits = number(2);
                year = digits + (digits < PIVOT ? 2000 : 1900);
            }
            case 'm', 'c' -> month = number(2);
            case 'd', 'e' -> day = number(2);
            case 'H', 'k' -> hour = number(2);
            case 'h', 'I', 'l' -> halfDayHour = number(2);
            case 'i' -> minute = number(2);
            case 's', 'S' -> second = number(2);
            case 'f' -> fraction();
            case 'T' -> {
                hour = number(2);
                literal(':');
                minute = number(2);
                literal(':');
                second = number(2);
            }
            case 'p' -> isAfternoon = halfOfDay();
            case 'b' -> month = monthName(TextStyle.SHORT);
            case 'M' -> month = monthName(TextStyle.FULL);
            case 'D', 'U', 'u', 'V', 'w', 'X', 'a', 'W', 'j', 'r', 'v', 'x' -> throw mismatch();
            default -> literal(specifier);
        }
    }

    private void literal(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw mismatch();
        }
        at++;
    }

    private int number(int most) {
        int start = at;
        while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw mismatch();
        }
        return Integer.parseInt(text.substring(start, at));
    }

    private void fraction() {
        int start = at;
        number(9);
        String digits = text.substring(start, at);
        // Trino's date_parse keeps milliseconds.
        nano = Integer.parseInt((digits + "000").substring(0, 3)) * 1_000_000;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean halfOfDay() {
        String half = at + 2 <= text.length() ? text.substring(at, at + 2) : "";
        at += 2;
        if (half.equalsIgnoreCase("PM")) {
            return true;
        }
        if (half.equalsIgnoreCase("AM")) {
            return false;
        }
        throw mismatch();
    }

    private int monthName(TextStyle style) {
        for (Month candidate : Month.values()) {
            String name = candidate.getDisplayName(style, Locale.US);
            if (text.regionMatches(true, at, name, 0, name.length())) {
                at += name.length();
                return candidate.getValue();
            }
        }
        throw mismatch();
    }

    private static IllegalArgumentException mismatch() {
        return new IllegalArgumentException("the text does not fit the format");
    }
}
