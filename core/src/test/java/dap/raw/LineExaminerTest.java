package dap.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dap.model.EventName;
import dap.raw.ValidationResult.Accepted;
import dap.raw.ValidationResult.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineExaminerTest {

    private static final String ENVELOPE =
            "\"event_id\":\"e-1\",\"event_name\":\"AUTH_START\",\"timestamp\":1700000000";

    private final LineExaminer examiner = LineExaminer.ofAnyEvent(RawOptions.DEFAULT);

    @Test
    void acceptsAnEvent() {
        ValidationResult result = examine("{" + ENVELOPE + "}");

        assertThat(result).isEqualTo(new Accepted("AUTH_START"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1                                                 | not-json",
                "{\"a\":1,}                                               | not-json",
                "{'a':1}                                                  | not-json",
                "{\"a\":007}                                              | not-json",
                "{\"a\":+1}                                               | not-json",
                "{\"a\":NaN}                                              | not-json",
                "{a:1}                                                    | not-json",
                "{\"a\":\"\\x\"}                                          | not-json",
                "{\"a\\ud800\":1}                                          | not-json",
                "hello                                                    | not-json",
                "null                                                     | not-an-object",
                "42                                                       | not-an-object",
                "\"text\"                                                 | not-an-object",
                "[]                                                       | not-an-object",
                "{} {}                                                    | several-objects",
                "{}{}                                                     | several-objects",
                "{} 5                                                     | several-objects",
                "{} x                                                     | not-json",
                "{\"event_id\":\"e\",\"timestamp\":1}                     | no-event-name",
                "{\"event_name\":null,\"event_id\":\"e\",\"timestamp\":1} | no-event-name",
                "{\"event_name\":\"\",\"event_id\":\"e\",\"timestamp\":1} | no-event-name",
                "{\"event_name\":7,\"event_id\":\"e\",\"timestamp\":1}    | bad-event-name",
                "{\"event_name\":\"auth_start\",\"event_id\":\"e\",\"timestamp\":1} | bad-event-name",
                "{\"event_name\":\"../../X\",\"event_id\":\"e\",\"timestamp\":1} | bad-event-name",
                "{\"event_name\":\"A'B\",\"event_id\":\"e\",\"timestamp\":1} | bad-event-name",
                "{\"event_name\":\"A B\",\"event_id\":\"e\",\"timestamp\":1} | bad-event-name",
                "{\"event_name\":\"É\",\"event_id\":\"e\",\"timestamp\":1} | bad-event-name",
                "{\"event_name\":\"A\",\"timestamp\":1}                   | no-event-id",
                "{\"event_name\":\"A\",\"event_id\":null,\"timestamp\":1} | no-event-id",
                "{\"event_name\":\"A\",\"event_id\":\" \",\"timestamp\":1} | no-event-id",
                "{\"event_name\":\"A\",\"event_id\":\"a\\ud800\",\"timestamp\":1} | bad-event-id",
                "{\"event_name\":\"A\",\"event_id\":\"\\udc00\\ud800\",\"timestamp\":1} | bad-event-id",
                "{\"event_name\":\"A\",\"event_id\":5,\"timestamp\":1}    | bad-event-id",
                "{\"event_name\":\"A\",\"event_id\":\"\\u0000\",\"timestamp\":1} | bad-event-id",
                "{\"event_name\":\"A\",\"event_id\":\"e\"}                | no-timestamp",
                "{\"event_name\":\"A\",\"event_id\":\"e\",\"timestamp\":null} | no-timestamp",
                "{\"event_name\":\"A\",\"event_id\":\"e\",\"timestamp\":\"1700000000\"} | bad-timestamp",
                "{\"event_name\":\"A\",\"event_id\":\"e\",\"timestamp\":1700000000.5} | bad-timestamp",
                "{\"event_name\":\"A\",\"event_id\":\"e\",\"timestamp\":1.7e9} | bad-timestamp",
                "{\"event_name\":\"A\",\"event_id\":\"e\",\"timestamp\":1700000000000} | bad-timestamp",
                "{\"event_name\":\"A\",\"event_id\":\"e\",\"timestamp\":-1} | bad-timestamp",
                "{\"event_name\":\"A\",\"event_id\":\"e\",\"timestamp\":{}} | bad-timestamp",
            })
    void rejectsWithAReason(String line, String reason) {
        ValidationResult result = examine(line);

        assertThat(result).isInstanceOf(Rejected.class);
        assertThat(((Rejected) result).reason().code()).isEqualTo(reason);
    }

    @Test
    void namesTheEventOfARejectedLineThatTells() {
        ValidationResult result = examine("{\"event_name\":\"AUTH_START\",\"timestamp\":1}");

        assertThat(result).isEqualTo(new Rejected(RejectReason.NO_EVENT_ID, "", "AUTH_START"));
    }

    @Test
    void saysWhereALineIsBroken() {
        ValidationResult result = examine("{\"secret\":oops}");

        assertThat(result).isEqualTo(new Rejected(RejectReason.NOT_JSON, "byte 10", ""));
    }

    @Test
    void rejectsALineInTheFolderOfAnotherEvent() {
        LineExaminer ofOther =
                LineExaminer.ofEvent(RawOptions.DEFAULT, new EventName("auth_other"));
        byte[] line = utf8("{" + ENVELOPE + "}");

        ValidationResult result = ofOther.examine(line, 0, line.length);

        assertThat(result).isEqualTo(new Rejected(RejectReason.WRONG_FOLDER, "", "AUTH_START"));
    }

    @Test
    void anEventIdMayHaveAsManyCharactersAsFitAFact() {
        String line = "{\"event_name\":\"A\",\"event_id\":\"%s\",\"timestamp\":1}";

        assertThat(examine(line.formatted("\uD83D\uDE00".repeat(100))))
                .isEqualTo(new Accepted("A"));
        assertThat(examine(line.formatted("x".repeat(101))))
                .isEqualTo(new Rejected(RejectReason.EVENT_ID_TOO_LONG, "", "A"));
    }

    @Test
    void acceptsALineWithoutIdWhereNoneIsRequired() {
        LineExaminer lenient = LineExaminer.ofAnyEvent(new RawOptions(false, 100));
        byte[] line = utf8("{\"event_name\":\"AUTH_START\",\"timestamp\":1}");

        ValidationResult result = lenient.examine(line, 0, line.length);

        SchemaBuilder schema = new SchemaBuilder();
        lenient.addTo(schema);
        assertThat(result).isEqualTo(new Accepted("AUTH_START"));
        assertThat(schema.isClean()).isFalse();
    }

    @Test
    void ofAKeyThatIsThereTwiceTheLastCounts() {
        ValidationResult result = examine("{\"EVENT_NAME\":\"bad\"," + ENVELOPE + "}");

        assertThat(result).isEqualTo(new Accepted("AUTH_START"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\":1,\"a\":2",
                "\"a\":1,\"A\":2",
                "\"a\":{\"b\":1,\"a\":{},\"B\":2}",
                "\"a\":[{\"b\":1},{\"b\":1,\"b\":2}]",
                "\"\":1",
                "\"a\":\"\\ud800\"",
                "\"a\":\"\\udc00\\ud800\"",
            })
    void lineThatEnginesReadDifferentlyIsNotClean(String members) {
        ValidationResult result = examine("{" + ENVELOPE + "," + members + "}");

        SchemaBuilder schema = new SchemaBuilder();
        examiner.addTo(schema);
        assertThat(result).isInstanceOf(Accepted.class);
        assertThat(schema.isClean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\":{\"a\":{\"a\":1},\"b\":1},\"b\":{\"a\":2}",
                "\"a\":[{\"b\":1},{\"b\":2}]",
                "\"a\":\"\\ud83d\\ude00 é \\u0000 \\\\ud800 \\\"\"",
                "\"a\":1e400,\"b\":123456789012345678901234567890",
            })
    void lineThatEnginesReadAlikeIsClean(String members) {
        ValidationResult result = examine("{" + ENVELOPE + "," + members + "}");

        SchemaBuilder schema = new SchemaBuilder();
        examiner.addTo(schema);
        assertThat(result).isInstanceOf(Accepted.class);
        assertThat(schema.isClean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c3",
                "c328",
                "e28228",
                "c0af",
                "eda080",
                "f4908080",
                "80",
                "f8888080",
                "ff"
            })
    void rejectsWhatIsNoUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] line = utf8("{" + ENVELOPE + ",\"a\":\"" + "x".repeat(bytes.length) + "\"}");
        System.arraycopy(bytes, 0, line, line.length - 2 - bytes.length, bytes.length);

        ValidationResult result = examiner.examine(line, 0, line.length);

        assertThat(result).isEqualTo(new Rejected(RejectReason.INVALID_UTF8, "", ""));
    }

    @Test
    void rejectsAZeroByte() {
        ValidationResult result = examine("{" + ENVELOPE + ",\"a\":\"x\0y\"}");

        assertThat(result).isInstanceOf(Rejected.class);
        assertThat(((Rejected) result).reason()).isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void rejectsAByteOrderMarkWithinTheFile() {
        ValidationResult result = examine("\uFEFF{" + ENVELOPE + "}");

        assertThat(((Rejected) result).reason()).isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void rejectsWhatNestsTooDeep() {
        String deepest = "[".repeat(LineExaminer.MAX_NESTING - 1);
        String deep = deepest + "]".repeat(deepest.length());

        ValidationResult fits = examine("{" + ENVELOPE + ",\"a\":" + deep + "}");
        ValidationResult tooDeep = examine("{" + ENVELOPE + ",\"a\":[" + deep + "]}");
        ValidationResult muchTooDeep = examine("{" + ENVELOPE + ",\"a\":" + "[".repeat(1_000_000));

        assertThat(fits).isInstanceOf(Accepted.class);
        assertThat(((Rejected) tooDeep).reason()).isEqualTo(RejectReason.TOO_DEEP);
        assertThat(((Rejected) muchTooDeep).reason()).isEqualTo(RejectReason.TOO_DEEP);
    }

    @Test
    void rejectsALineWithMoreKeysThanATableMayHaveColumns() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < SchemaTree.MAX_FIELDS; i++) {
            keys.append(",\"k").append(i).append("\":1");
        }

        ValidationResult result = examine("{" + ENVELOPE + keys + "}");

        assertThat(((Rejected) result).reason()).isEqualTo(RejectReason.TOO_MANY_FIELDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 200_000})
    void rejectsAKeyThatIsTooLong(int length) {
        ValidationResult result = examine("{" + ENVELOPE + ",\"" + "k".repeat(length) + "\":1}");

        assertThat(((Rejected) result).reason()).isEqualTo(RejectReason.KEY_TOO_LONG);
    }

    @Test
    void aRejectedLineLeavesNoTraceInTheNext() {
        examine("{\"event_id\":\"e\",\"event_name\":\"AUTH_START\",\"junk\":[1,{\"x\":");
        examine("{" + ENVELOPE + "}");

        SchemaBuilder schema = new SchemaBuilder();
        examiner.addTo(schema);

        assertThat(schema.toTree().types()).containsOnlyKeys("event_id", "event_name", "timestamp");
        assertThat(schema.isClean()).isTrue();
    }

    private ValidationResult examine(String line) {
        byte[] before = utf8("earlier line\n");
        byte[] bytes = utf8("earlier line\n" + line + "\nlater line");
        return examiner.examine(bytes, before.length, utf8(line).length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
