package dap.raw;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Which kind a JSON value is.
final class JsonKinds {

    /// Shorter numbers without an exponent are always within a double's range.
    private static final int SAFE_DIGITS = 300;

    private JsonKinds() {}

    static JsonKind ofScalar(JsonToken token, JsonParser json) {
        return switch (token) {
            case VALUE_STRING -> JsonKind.STRING;
            case VALUE_TRUE, VALUE_FALSE -> JsonKind.BOOLEAN;
            case VALUE_NULL -> JsonKind.NULL;
            case VALUE_NUMBER_INT -> ofWholeNumber(json);
            case VALUE_NUMBER_FLOAT -> ofFraction(json);
            default -> throw new IllegalStateException("no scalar: " + token);
        };
    }

    private static JsonKind ofWholeNumber(JsonParser json) {
        return switch (json.getNumberType()) {
            case INT -> JsonKind.INT;
            case LONG -> JsonKind.BIGINT;
            default -> JsonKind.BIG_NUMBER;
        };
    }

    private static JsonKind ofFraction(JsonParser json) {
        char[] digits = json.getStringCharacters();
        int from = json.getStringOffset();
        int length = json.getStringLength();
        boolean safe = length <= SAFE_DIGITS;
        for (int i = from; safe && i < from + length; i++) {
            safe = (digits[i] | 0x20) != 'e';
        }
        return safe || Double.isFinite(json.getDoubleValue())
                ? JsonKind.DOUBLE
                : JsonKind.BIG_NUMBER;
    }
}
