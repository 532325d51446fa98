package dap.step.crawl;

import dap.model.EventName;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a path below the RAW layer says: event, day, and whether an object lies there.
///
/// Glue and Athena take `month=1` and `month=01` for the same partition, and delivery streams write
/// `2026/01/05/13`: a day is a day however it is spelt, and so is an event in another case.
final class RawPlace {

    /// How deep the folder of a day lies.
    static final int DAY_DEPTH = 4;

    private static final Pattern YEAR = Pattern.compile("(?i)(?:year=)?(\\d{4})");
    private static final Pattern MONTH = Pattern.compile("(?i)(?:month=)?(\\d{1,2})");
    private static final Pattern DAY = Pattern.compile("(?i)(?:day=)?(\\d{1,2})");

    private RawPlace() {}

    static Optional<EventName> eventNamed(String folder) {
        return Optional.of(folder.toUpperCase(Locale.ROOT))
                .filter(EventName::isWireName)
                .map(EventName::ofWireName);
    }

    /// Why nothing below this folder of an event is read.
    static @Nullable String folderProblem(Path place) {
        String name = String.valueOf(place.getFileName());
        return switch (place.getNameCount()) {
            case 1 -> null;
            case 2 -> YEAR.matcher(name).matches() ? null : "is no year's folder";
            case 3 -> MONTH.matcher(name).matches() ? null : "is no month's folder";
            case DAY_DEPTH -> dayOf(place) == null ? "is no day's folder" : null;
            default -> isHidden(place) ? "is hidden by its name" : null;
        };
    }

    /// Why this file is no object, wherever it lies.
    static @Nullable String fileProblem(Path place, BasicFileAttributes attributes) {
        String name = String.valueOf(place.getFileName());
        if (name.startsWith(".") || name.startsWith("_")) {
            return "is hidden by its name";
        }
        if (TemporaryNames.isOne(name)) {
            return "is a file that its writer has not finished, by its name";
        }
        if (!attributes.isRegularFile()) {
            return "is no file";
        }
        return attributes.size() == 0 ? "is empty" : null;
    }

    /// Whether objects lie at this depth.
    static boolean isObjectsPlace(Path place) {
        return place.getNameCount() > DAY_DEPTH;
    }

    static boolean isHidden(Path place) {
        String name = String.valueOf(place.getFileName());
        return name.startsWith(".") || name.startsWith("_") || TemporaryNames.isOne(name);
    }

    /// The arrival day of a path that is so deep; null where there is no such day.
    static @Nullable LocalDate dayOf(Path place) {
        Matcher year = YEAR.matcher(place.getName(1).toString());
        Matcher month = MONTH.matcher(place.getName(2).toString());
        Matcher day = DAY.matcher(place.getName(3).toString());
        if (!year.matches() || !month.matches() || !day.matches()) {
            return null;
        }
        try {
            return LocalDate.of(number(year), number(month), number(day));
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static int number(Matcher part) {
        return Integer.parseInt(part.group(1));
    }
}
