package dap.project;

import dap.errors.DapException;
import dap.errors.Problem;
import dap.model.EventName;
import dap.model.FamilyName;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Turns the text of a config into a checked name, and says what is wrong with it.
///
/// @param name what the text means; absent where it can be no name at all
/// @param problem absent where the text is the name as it should be spelt
record Names<T>(Optional<T> name, Optional<Problem> problem) {

    static Names<FamilyName> family(String text, String file, int line) {
        return checked(text, file, line, "product family", FamilyName::new);
    }

    static Names<EventName> event(String text, String file, int line) {
        return checked(text, file, line, "event", EventName::new);
    }

    private static <T> Names<T> checked(
            String text, String file, int line, String what, Function<String, T> constructor) {
        Optional<T> exact = tried(text, constructor);
        if (exact.isPresent()) {
            return new Names<>(exact, Optional.empty());
        }
        String meant = text.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        Optional<T> near = tried(meant, constructor);
        Problem problem =
                near.isPresent()
                        ? Problem.error(
                                file,
                                line,
                                "%s is not how a%s is spelt; did you mean `%s`?"
                                        .formatted(quoted(text), article(what), meant),
                                "Write `" + meant + "`: lower case, with underscores.")
                        : Problem.error(
                                file,
                                line,
                                "%s cannot be the name of a%s."
                                        .formatted(quoted(text), article(what)),
                                "Use a lower case letter, then at most 127 lower case letters,"
                                        + " digits and underscores.");
        return new Names<>(near, Optional.of(problem));
    }

    private static <T> Optional<T> tried(String text, Function<String, T> constructor) {
        try {
            return Optional.of(constructor.apply(text));
        } catch (DapException e) {
            return Optional.empty();
        }
    }

    private static String article(String what) {
        return (what.startsWith("e") ? "n " : " ") + what;
    }

    /// The text as a message may show it: in backquotes, short, on one line.
    static String quoted(String text) {
        String shown =
                text.codePoints()
                        .limit(60)
                        .collect(
                                StringBuilder::new,
                                (into, c) ->
                                        into.appendCodePoint(
                                                Character.isISOControl(c) || c == '`' ? '?' : c),
                                StringBuilder::append)
                        .toString();
        return "`" + shown + (text.codePointCount(0, text.length()) > 60 ? "…" : "") + "`";
    }
}
