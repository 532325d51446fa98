package dap.raw;

import dap.model.EventName;
import dap.raw.ValidationResult.Accepted;
import dap.raw.ValidationResult.Rejected;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Validates lines, one by one, and tells what shape the good ones have.
///
/// One pass gives result, event and schema: call [#examine], then [#addTo] with the builder of the
/// object that the line goes to. Not thread-safe; worth keeping, for it learns the keys.
public final class LineExaminer {

    /// JSON nested deeper is rejected.
    public static final int MAX_NESTING = 1_000;

    /// A key may have this many characters.
    public static final int MAX_KEY_LENGTH = 1_000;

    private final RawOptions options;
    private final @Nullable String folder;
    private final JsonFactory factory = jsonFactory();
    private final Map<String, Accepted> accepted = new HashMap<>();

    private final Tape tape = new Tape();
    private final boolean[] inArray = new boolean[MAX_NESTING + 2];
    private boolean clean;

    private String event = "";
    private @Nullable RejectReason eventName;
    private @Nullable RejectReason eventId;
    private @Nullable RejectReason timestamp;

    private LineExaminer(RawOptions options, @Nullable String folder) {
        this.options = options;
        this.folder = folder;
    }

    /// Takes lines of any event.
    public static LineExaminer ofAnyEvent(RawOptions options) {
        return new LineExaminer(options, null);
    }

    /// Takes the lines of one event: those of another are in the wrong folder.
    public static LineExaminer ofEvent(RawOptions options, EventName event) {
        return new LineExaminer(options, event.wireName());
    }

    static JsonFactory jsonFactory() {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING + 1)
                        .maxNameLength(100 * MAX_KEY_LENGTH)
                        .maxNumberLength(LineReader.MAX_LINE_BYTES)
                        .maxStringLength(LineReader.MAX_LINE_BYTES)
                        .build();
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
    }

    /// Validates a line, given without its end.
    public ValidationResult examine(byte[] buffer, int offset, int length) {
        LineBytes.Found found = LineBytes.look(buffer, offset, length);
        if (found == LineBytes.Found.INVALID_UTF8) {
            return new Rejected(RejectReason.INVALID_UTF8, "", "");
        }
        begin(found == LineBytes.Found.NOTHING);
        try (JsonParser json =
                factory.createParser(ObjectReadContext.empty(), buffer, offset, length)) {
            Rejected rejected = read(json);
            return rejected == null ? validate() : rejected;
        } catch (StreamConstraintsException e) {
            return rejected(RejectReason.KEY_TOO_LONG, "");
        } catch (JacksonException e) {
            long column = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            return new Rejected(RejectReason.NOT_JSON, "byte " + column, "");
        }
    }

    /// Adds what the line showed that [#examine] accepted last.
    public void addTo(SchemaBuilder schema) {
        schema.add(tape, clean);
    }

    private void begin(boolean cleanBytes) {
        tape.clear();
        clean = cleanBytes;
        event = "";
        eventName = RejectReason.NO_EVENT_NAME;
        eventId = RejectReason.NO_EVENT_ID;
        timestamp = RejectReason.NO_TIMESTAMP;
    }

    /// Reads the whole line onto the tape.
    private @Nullable Rejected read(JsonParser json) {
        JsonToken first = json.nextToken();
        if (first != JsonToken.START_OBJECT) {
            return rejected(first == null ? RejectReason.NOT_JSON : RejectReason.NOT_AN_OBJECT, "");
        }
        tape.mark(JsonKind.OBJECT);
        inArray[1] = false;
        int depth = 1;
        int topFields = 0;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (name.length() > MAX_KEY_LENGTH) {
                    return rejected(RejectReason.KEY_TOO_LONG, "");
                }
                tape.name(name);
                token = json.nextToken();
                if (depth == 1) {
                    if (++topFields > SchemaTree.MAX_FIELDS) {
                        return rejected(RejectReason.TOO_MANY_FIELDS, "");
                    }
                    noteEnvelope(name, token, json);
                }
            }
            depth = step(token, json, depth);
            if (depth > MAX_NESTING) {
                return rejected(RejectReason.TOO_DEEP, "deeper than " + MAX_NESTING);
            }
        }
        return json.nextToken() == null ? null : rejected(RejectReason.SEVERAL_OBJECTS, "");
    }

    /// Puts a value, or a container's end, onto the tape.
    ///
    /// @return the depth after it
    private int step(JsonToken token, JsonParser json, int depth) {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> {
                boolean array = token == JsonToken.START_ARRAY;
                tape.mark(array ? JsonKind.ARRAY : JsonKind.OBJECT);
                inArray[depth + 1] = array;
                yield depth + 1;
            }
            case END_OBJECT, END_ARRAY -> {
                tape.mark(Tape.END);
                yield depth - 1;
            }
            default -> {
                JsonKind kind = JsonKinds.ofScalar(token, json);
                if (inArray[depth]) {
                    tape.markElement(kind);
                } else {
                    tape.mark(kind);
                }
                yield depth;
            }
        };
    }

    /// Of a key that is there twice, the last counts.
    private void noteEnvelope(String name, JsonToken value, JsonParser json) {
        if (isNamed(name, "event_name")) {
            eventName = validateEventName(value, json);
        } else if (isNamed(name, "event_id")) {
            eventId = validateEventId(value, json);
        } else if (isNamed(name, "timestamp")) {
            timestamp = validateTimestamp(value, json);
        }
    }

    private static boolean isNamed(String key, String name) {
        return key.length() == name.length()
                && (key.equals(name) || key.toLowerCase(Locale.ROOT).equals(name));
    }

    private @Nullable RejectReason validateEventName(JsonToken value, JsonParser json) {
        event = "";
        if (value == JsonToken.VALUE_NULL) {
            return RejectReason.NO_EVENT_NAME;
        }
        if (value != JsonToken.VALUE_STRING) {
            return RejectReason.BAD_EVENT_NAME;
        }
        String name = json.getString();
        if (name.isEmpty()) {
            return RejectReason.NO_EVENT_NAME;
        }
        if (!accepted.containsKey(name) && !EventName.isWireName(name)) {
            return RejectReason.BAD_EVENT_NAME;
        }
        event = name;
        return null;
    }

    private @Nullable RejectReason validateEventId(JsonToken value, JsonParser json) {
        if (value == JsonToken.VALUE_NULL) {
            return RejectReason.NO_EVENT_ID;
        }
        if (value != JsonToken.VALUE_STRING) {
            return RejectReason.BAD_EVENT_ID;
        }
        int length = json.getStringLength();
        char[] characters = json.getStringCharacters();
        int from = json.getStringOffset();
        boolean blank = true;
        int count = 0;
        for (int i = from; i < from + length; count++) {
            int character = Character.codePointAt(characters, i, from + length);
            // UTF-8 has no halves of pairs: two ids that differ in them would become one.
            if (character < ' ' || Character.getType(character) == Character.SURROGATE) {
                return RejectReason.BAD_EVENT_ID;
            }
            blank &= character == ' ';
            i += Character.charCount(character);
        }
        if (count > options.maxEventIdLength()) {
            return RejectReason.EVENT_ID_TOO_LONG;
        }
        return blank ? RejectReason.NO_EVENT_ID : null;
    }

    private static @Nullable RejectReason validateTimestamp(JsonToken value, JsonParser json) {
        if (value == JsonToken.VALUE_NULL) {
            return RejectReason.NO_TIMESTAMP;
        }
        boolean seconds =
                value == JsonToken.VALUE_NUMBER_INT
                        && json.getNumberType() == JsonParser.NumberType.INT
                        && json.getIntValue() >= 0;
        return seconds ? null : RejectReason.BAD_TIMESTAMP;
    }

    private ValidationResult validate() {
        if (eventName != null) {
            return rejected(eventName, "");
        }
        if (folder != null && !folder.equals(event)) {
            return rejected(RejectReason.WRONG_FOLDER, "");
        }
        if (eventId == RejectReason.NO_EVENT_ID && !options.requireEventId()) {
            clean = false;
        } else if (eventId != null) {
            return rejected(eventId, "");
        }
        if (timestamp != null) {
            return rejected(timestamp, "");
        }
        return accepted.computeIfAbsent(event, Accepted::new);
    }

    private Rejected rejected(RejectReason reason, String detail) {
        return new Rejected(reason, detail, event);
    }
}
