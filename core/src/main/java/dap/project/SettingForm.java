package dap.project;

import dap.project.SettingKey.Form;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks a value of `dap.yml` against the form of its key.
final class SettingForm {

    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15}) ?([KMGT]i?B|B)?");
    private static final Map<String, Long> UNITS =
            Map.ofEntries(
                    Map.entry("B", 1L),
                    Map.entry("KB", 1_000L),
                    Map.entry("MB", 1_000_000L),
                    Map.entry("GB", 1_000_000_000L),
                    Map.entry("TB", 1_000_000_000_000L),
                    Map.entry("KiB", 1L << 10),
                    Map.entry("MiB", 1L << 20),
                    Map.entry("GiB", 1L << 30),
                    Map.entry("TiB", 1L << 40));

    private SettingForm() {}

    /// What the value must be and is not; absent where it fits. Never the value itself: it may be a
    /// secret.
    static Optional<String> wrong(Form form, Tree value) {
        List<String> texts = texts(value);
        boolean one = value instanceof Tree.Scalar && texts.size() == 1;
        String text = one ? texts.getFirst() : "";
        boolean fits =
                switch (form) {
                    case Form.Text(String pattern, String _) -> one && text.matches(pattern);
                    case Form.Choice(List<String> values) -> values.contains(text);
                    case Form.WholeNumber(long least, long most) ->
                            text.matches("[0-9]{1,15}")
                                    && within(Long.parseLong(text), least, most);
                    case Form.Bytes(long least, long most) ->
                            bytes(text).filter(size -> within(size, least, most)).isPresent();
                    case Form.Flag() -> text.equals("true") || text.equals("false");
                    case Form.Texts(String pattern, String _) ->
                            !(value instanceof Tree.Mapping)
                                    && texts.size()
                                            == Math.max(value.elements().size(), one ? 1 : 0)
                                    && texts.stream().allMatch(each -> each.matches(pattern));
                    case Form.PathInProject() -> one && staysInside(text);
                    case Form.PathsInProject() ->
                            !texts.isEmpty() && texts.stream().allMatch(SettingForm::staysInside);
                };
        return fits ? Optional.empty() : Optional.of(saying(form));
    }

    /// What a value of this form must be, for messages and the reference.
    static String saying(Form form) {
        return switch (form) {
            case Form.Text(String _, String saying) -> saying;
            case Form.Choice(List<String> values) -> String.join(" or ", values);
            case Form.WholeNumber(long least, long most) ->
                    "a whole number from " + least + " to " + most;
            case Form.Bytes _ -> "a number of bytes from 1KiB to 1TiB, such as 64MiB or 67108864";
            case Form.Flag() -> "true or false";
            case Form.Texts(String _, String saying) -> "a list of " + saying;
            case Form.PathInProject _, Form.PathsInProject _ ->
                    "a path below the project's folder, with forward slashes and without `..`";
        };
    }

    /// The texts of a list, or the one text of a scalar.
    static List<String> texts(Tree value) {
        return Stream.concat(
                        value.asText().stream(),
                        value.elements().stream().flatMap(item -> item.asText().stream()))
                .toList();
    }

    /// The bytes that `64MiB` means; absent where the text is no size.
    static Optional<Long> bytes(String text) {
        Matcher found = BYTES.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        long unit = found.group(2) == null ? 1 : UNITS.getOrDefault(found.group(2), 1L);
        try {
            return Optional.of(Math.multiplyExact(Long.parseLong(found.group(1)), unit));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean within(long value, long least, long most) {
        return value >= least && value <= most;
    }

    private static boolean staysInside(String path) {
        return !path.isEmpty()
                && !path.startsWith("/")
                && !path.contains("\\")
                && !path.contains("\0")
                && !path.toLowerCase(Locale.ROOT).matches("[a-z]:.*")
                && Stream.of(path.split("/", -1))
                        .noneMatch(part -> part.equals("..") || part.isEmpty() || part.equals("."));
    }
}
