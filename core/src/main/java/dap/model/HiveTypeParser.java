package dap.model;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads a type in Hive's notation: `struct<user_id:string,scores:array<int>>`.
///
/// Keywords count without case, blanks may stand between tokens. A field's name keeps its spelling;
/// it may hold hyphens, and anything at all between backquotes. `integer` is `int`, `real` is
/// `float`, `dec` and `numeric` are `decimal`; a `varchar` without a length is a `string`.
public final class HiveTypeParser {

    private static final int MAX_DEPTH = 100;
    private static final String ENDS_A_NAME = ":,<>()`";

    private final String text;
    private int at;

    private HiveTypeParser(String text) {
        this.text = text;
    }

    /// The type that `text` spells.
    ///
    /// @throws DapException `PROJECT_INVALID`, with the position in `text`, counted from 1
    public static HiveType parse(String text) {
        HiveTypeParser parser = new HiveTypeParser(text);
        HiveType type = parser.type(0);
        parser.skipBlanks();
        if (parser.at < text.length()) {
            throw parser.refuse(parser.at, "the type is complete here, but more text follows");
        }
        return type;
    }

    private HiveType type(int depth) {
        if (depth > MAX_DEPTH) {
            throw refuse(at, "types are nested more than " + MAX_DEPTH + " deep here");
        }
        int start = skipBlanks();
        String keyword = word().toLowerCase(Locale.ROOT);
        return switch (keyword) {
            case "array" -> array(depth);
            case "map" -> map(depth);
            case "struct" -> struct(depth);
            case "decimal", "dec", "numeric" -> decimal();
            case "varchar" -> varchar();
            case "char" -> new HiveType.Char(length(255));
            default -> scalar(keyword, start);
        };
    }

    private HiveType scalar(String keyword, int start) {
        return switch (keyword) {
            case "boolean" -> HiveType.Scalar.BOOLEAN;
            case "tinyint" -> HiveType.Scalar.TINYINT;
            case "smallint" -> HiveType.Scalar.SMALLINT;
            case "int", "integer" -> HiveType.Scalar.INT;
            case "bigint" -> HiveType.Scalar.BIGINT;
            case "float", "real" -> HiveType.Scalar.FLOAT;
            case "double" -> HiveType.Scalar.DOUBLE;
            case "string" -> HiveType.Scalar.STRING;
            case "date" -> HiveType.Scalar.DATE;
            case "timestamp" -> HiveType.Scalar.TIMESTAMP;
            case "binary" -> HiveType.Scalar.BINARY;
            case "" -> throw refuse(start, "a type is missing here");
            default -> throw refuse(start, "`" + keyword + "` is not a type of Hive");
        };
    }

    private HiveType array(int depth) {
        expect('<');
        HiveType element = type(depth + 1);
        expect('>');
        return new HiveType.Array(element);
    }

    private HiveType map(int depth) {
        expect('<');
        int start = skipBlanks();
        HiveType key = type(depth + 1);
        if (key instanceof HiveType.Array
                || key instanceof HiveType.MapOf
                || key instanceof HiveType.Struct) {
            throw refuse(start, "the key of a map must be a type without parts");
        }
        expect(',');
        HiveType value = type(depth + 1);
        expect('>');
        return new HiveType.MapOf(key, value);
    }

    private HiveType struct(int depth) {
        expect('<');
        List<Column> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            int start = skipBlanks();
            String name = fieldName();
            expect(':');
            Column field = new Column(name, type(depth + 1));
            if (!names.add(field.hiveName())) {
                throw refuse(start, "two fields of one struct have the same name without case");
            }
            fields.add(field);
        } while (found(','));
        expect('>');
        return new HiveType.Struct(fields);
    }

    private String fieldName() {
        int start = skipBlanks();
        String name = found('`') ? quotedName(start) : word();
        if (name.isEmpty()) {
            throw refuse(start, "the name of a field is missing here");
        }
        return name;
    }

    /// The rest of a name in backquotes; two of them inside stand for one.
    private String quotedName(int start) {
        StringBuilder name = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '`') {
                name.append(c);
            } else if (at < text.length() && text.charAt(at) == '`') {
                name.append(text.charAt(at++));
            } else {
                return name.toString();
            }
        }
        throw refuse(start, "this backquote is not closed");
    }

    private HiveType decimal() {
        if (!found('(')) {
            return new HiveType.Decimal(10, 0);
        }
        int precision = number(1, 38);
        int scale = found(',') ? number(0, precision) : 0;
        expect(')');
        return new HiveType.Decimal(precision, scale);
    }

    private HiveType varchar() {
        skipBlanks();
        boolean bounded = at < text.length() && text.charAt(at) == '(';
        return bounded ? new HiveType.Varchar(length(65_535)) : HiveType.Scalar.STRING;
    }

    private int length(int most) {
        expect('(');
        int length = number(1, most);
        expect(')');
        return length;
    }

    private int number(int least, int most) {
        int start = skipBlanks();
        String digits = word();
        if (!digits.matches("[0-9]{1,6}")
                || Integer.parseInt(digits) < least
                || Integer.parseInt(digits) > most) {
            throw refuse(start, "a number from " + least + " to " + most + " must stand here");
        }
        return Integer.parseInt(digits);
    }

    /// Everything up to a blank or a sign with a meaning; may be empty.
    private String word() {
        int start = skipBlanks();
        while (at < text.length()
                && ENDS_A_NAME.indexOf(text.charAt(at)) < 0
                && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void expect(char sign) {
        if (!found(sign)) {
            throw refuse(at, "`" + sign + "` must stand here");
        }
    }

    private boolean found(char sign) {
        skipBlanks();
        boolean there = at < text.length() && text.charAt(at) == sign;
        if (there) {
            at++;
        }
        return there;
    }

    private int skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private DapException refuse(int position, String what) {
        return new DapException(
                ErrorCode.PROJECT_INVALID,
                "The type `%s` cannot be read: at position %d %s."
                        .formatted(shortened(), position + 1, what),
                "Write it as Hive does, for example array<struct<id:string,score:int>>.");
    }

    private String shortened() {
        return text.length() <= 120 ? text : text.substring(0, 117) + "...";
    }
}
