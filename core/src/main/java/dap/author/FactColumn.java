package dap.author;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A column of the fact that a STAGE column fills.
///
/// @param type in the warehouse's words: `varchar(100)`, `integer`, `bigint`, `boolean`
/// @param path within the column's JSON, which is taken as an array (`[0].checkdetails[0].method`);
///   empty: the value itself
public record FactColumn(String name, String type, String path, Rule rule) {

    private static final Pattern VARCHAR = Pattern.compile("varchar\\((\\d+)\\)");

    /// How a text becomes the column's value. What does not fit is null, and never a failure.
    public enum Rule {
        /// As it is.
        DIRECT,
        /// Without double quotes around it.
        UNQUOTED,
        /// As [#UNQUOTED]; the text `null` is null.
        TEXT,
        /// As [#TEXT], without the punctuation of JSON.
        FLAT,
        /// Digits only; anything else is null.
        INTEGER,
        /// `true` or `false`; anything else is null.
        BOOLEAN
    }

    /// The most characters that the column takes; absent where it is no text.
    OptionalInt width() {
        Matcher varchar = VARCHAR.matcher(type);
        return varchar.matches()
                ? OptionalInt.of(Integer.parseInt(varchar.group(1)))
                : OptionalInt.empty();
    }
}
