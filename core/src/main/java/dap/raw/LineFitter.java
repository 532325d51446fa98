package dap.raw;

import dap.model.HiveType;
import dap.model.HiveType.Array;
import dap.model.HiveType.Char;
import dap.model.HiveType.Decimal;
import dap.model.HiveType.MapOf;
import dap.model.HiveType.Scalar;
import dap.model.HiveType.Struct;
import dap.model.HiveType.Varchar;
import dap.raw.JsonValue.Elements;
import dap.raw.JsonValue.Literal;
import dap.raw.JsonValue.Member;
import dap.raw.JsonValue.Members;
import dap.raw.JsonValue.Text;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the values of a line into those of a table, as Trino's OpenX reader does.
///
/// The result is made of Boolean, Long, Double, Float, String, List and Map; members that are null
/// are left out. Not thread-safe.
final class LineFitter {

    private final RawTable.Kind kind;
    private final Deque<String> path = new ArrayDeque<>();
    private long coerced;

    LineFitter(RawTable.Kind kind) {
        this.kind = kind;
    }

    /// Values that lost something so far: became null, lost a fraction, were cut.
    long coerced() {
        return coerced;
    }

    /// @throws TypeMismatch if the line is to be rejected; then none of its values counts as
    ///   coerced
    Map<String, Object> fit(Members line, Shape table) {
        long before = coerced;
        path.clear();
        try {
            return fitMembers(line.byName(), table);
        } catch (TypeMismatch e) {
            coerced = before;
            throw e;
        }
    }

    private Map<String, Object> fitMembers(Map<String, Member> members, Shape struct) {
        Map<String, Object> fitted = new LinkedHashMap<>();
        struct.fields()
                .forEach((name, field) -> {
                    Member member = members.get(name);
                    if (member != null) {
                        put(fitted, field, member.value());
                    }
                });
        return fitted;
    }

    private void put(Map<String, Object> fitted, Shape.Field field, @Nullable JsonValue value) {
        path.addLast(field.name());
        Object fit = fit(value, field.shape());
        if (fit != null) {
            fitted.put(field.name(), fit);
        }
        path.removeLast();
    }

    private @Nullable Object fit(@Nullable JsonValue value, Shape shape) {
        if (value == null) {
            return null;
        }
        return switch (shape.type()) {
            case Scalar scalar -> fitScalar(value, scalar);
            case Varchar(int length) -> cut(OpenXText.of(value), length);
            case Char(int length) -> withoutPadding(cut(OpenXText.of(value), length));
            case Decimal decimal -> fitDecimal(plain(value, decimal), decimal);
            case Array _ -> fitArray(value, shape);
            case MapOf map -> fitMap(value, map);
            case Struct struct -> fitStruct(value, shape, struct);
        };
    }

    private @Nullable Object fitScalar(JsonValue value, Scalar type) {
        if (kind == RawTable.Kind.CRAWLED) {
            requireOfType(value, type);
        }
        return switch (type) {
            case STRING, UNKNOWN -> OpenXText.of(value);
            case BOOLEAN -> fitBoolean(value);
            case TINYINT -> fitWhole(plain(value, type), Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> fitWhole(plain(value, type), Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> fitWhole(plain(value, type), Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> fitWhole(plain(value, type), Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> orCoerced(OpenXNumbers.floatNumber(plain(value, type)));
            case DOUBLE -> orCoerced(OpenXNumbers.doubleNumber(plain(value, type)));
            case DATE -> orCoerced(OpenXTimes.date(plain(value, type)));
            case TIMESTAMP -> orCoerced(OpenXTimes.timestamp(plain(value, type)));
            case BINARY -> fitBinary(value);
        };
    }

    /// A crawled table's types hold most of what was seen; what they do not hold is neither NULL
    /// nor something near, as it would be in a table that was fixed by hand.
    private void requireOfType(JsonValue value, Scalar type) {
        boolean fits =
                switch (type) {
                    case BOOLEAN -> OpenXNumbers.isBoolean(plain(value, type));
                    case INT ->
                            OpenXNumbers.isWhole(
                                    plain(value, type), Integer.MIN_VALUE, Integer.MAX_VALUE);
                    case BIGINT ->
                            OpenXNumbers.isWhole(
                                    plain(value, type), Long.MIN_VALUE, Long.MAX_VALUE);
                    case DOUBLE -> OpenXNumbers.isDouble(plain(value, type));
                    case STRING, UNKNOWN, TINYINT, SMALLINT, FLOAT, DATE, TIMESTAMP, BINARY -> true;
                };
        if (!fits) {
            throw mismatch(value, type);
        }
    }

    private Boolean fitBoolean(JsonValue value) {
        String text = value instanceof Text || value instanceof Literal ? OpenXText.of(value) : "";
        boolean isTrue = text.equalsIgnoreCase("true");
        if (!isTrue && !text.equalsIgnoreCase("false")) {
            coerced++;
        }
        return isTrue;
    }

    private @Nullable Long fitWhole(String text, long least, long greatest) {
        Long whole = OpenXNumbers.wholeNumber(text, least, greatest);
        if (whole == null || OpenXNumbers.hasFraction(text, whole)) {
            coerced++;
        }
        return whole;
    }

    /// As text: a JSON number would pass through a double on its way.
    private @Nullable String fitDecimal(String text, Decimal type) {
        BigDecimal fit = OpenXNumbers.decimal(text, type.precision(), type.scale());
        if (fit == null || fit.compareTo(new BigDecimal(text)) != 0) {
            coerced++;
        }
        return fit == null ? null : fit.toPlainString();
    }

    private Object fitBinary(JsonValue value) {
        if (!(value instanceof Text(String base64))) {
            throw mismatch(value, Scalar.BINARY);
        }
        try {
            int _ = Base64.getDecoder().decode(base64).length;
            return base64;
        } catch (IllegalArgumentException e) {
            throw mismatch(value, Scalar.BINARY);
        }
    }

    private @Nullable Object fitArray(JsonValue value, Shape array) {
        Shape element = array.element();
        if (element == null) {
            throw new IllegalStateException("an array's shape has an element");
        }
        List<@Nullable JsonValue> values;
        if (value instanceof Elements elements) {
            values = elements.values();
        } else {
            refuseScalarIfCrawled(value, array.type());
            if (value instanceof Text(String text) && text.isEmpty()) {
                return orCoerced(null);
            }
            values = List.of(value);
        }
        path.addLast("[]");
        List<@Nullable Object> fitted = new ArrayList<>(values.size());
        for (JsonValue one : values) {
            fitted.add(fit(one, element));
        }
        path.removeLast();
        return fitted;
    }

    private @Nullable Object fitMap(JsonValue value, MapOf type) {
        if (value instanceof Text(String text) && text.isBlank()) {
            refuseScalarIfCrawled(value, type);
            return orCoerced(null);
        }
        if (!(value instanceof Members members)) {
            throw mismatch(value, type);
        }
        Shape keys = Shape.of(type.key());
        Shape values = Shape.of(type.value());
        Map<String, @Nullable Object> fitted = new LinkedHashMap<>();
        for (Member member : members.byName().values()) {
            Object key = fit(new Text(member.spelling()), keys);
            if (key != null) {
                fitted.put(key.toString(), fit(member.value(), values));
            }
        }
        return fitted;
    }

    private Object fitStruct(JsonValue value, Shape shape, Struct type) {
        return switch (value) {
            case Members members -> fitMembers(members.byName(), shape);
            case Elements elements when kind == RawTable.Kind.PINNED || elements.isEmpty() ->
                    fitByPosition(elements, shape);
            case Elements _ -> throw mismatch(value, type);
            case Text(String text) when text.isBlank() && kind == RawTable.Kind.PINNED -> {
                coerced++;
                yield Map.of();
            }
            case Text _, Literal _ -> throw mismatch(value, type);
        };
    }

    private Map<String, Object> fitByPosition(Elements elements, Shape struct) {
        Map<String, Object> fitted = new LinkedHashMap<>();
        Iterator<@Nullable JsonValue> values = elements.values().iterator();
        for (Shape.Field field : struct.fields().values()) {
            if (!values.hasNext()) {
                break;
            }
            put(fitted, field, values.next());
        }
        return fitted;
    }

    /// The characters of a scalar; a container fails the reader.
    private String plain(JsonValue value, HiveType type) {
        return switch (value) {
            case Text(String text) -> text;
            case Literal(String literal) -> literal;
            case Elements _, Members _ -> throw mismatch(value, type);
        };
    }

    private void refuseScalarIfCrawled(JsonValue value, HiveType type) {
        boolean scalar = value instanceof Text || value instanceof Literal;
        if (scalar && kind == RawTable.Kind.CRAWLED) {
            throw mismatch(value, type);
        }
    }

    private <T> @Nullable T orCoerced(@Nullable T fit) {
        if (fit == null) {
            coerced++;
        }
        return fit;
    }

    private String cut(String text, int length) {
        if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        coerced++;
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private TypeMismatch mismatch(JsonValue value, HiveType type) {
        String where = String.join(".", path).replace(".[]", "[]");
        return new TypeMismatch("%s: %s for %s".formatted(where, nameOf(value), nameOf(type)));
    }

    private static String nameOf(JsonValue value) {
        return switch (value) {
            case Text _ -> "string";
            case Literal(String text) ->
                    text.equals("true") || text.equals("false") ? "boolean" : "number";
            case Elements _ -> "array";
            case Members _ -> "object";
        };
    }

    private static String nameOf(HiveType type) {
        return switch (type) {
            case Struct _ -> "struct";
            case Array _ -> "array";
            case MapOf _ -> "map";
            case Scalar _, Varchar _, Char _, Decimal _ -> type.toHive();
        };
    }
}
