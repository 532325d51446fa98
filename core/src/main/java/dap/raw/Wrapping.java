package dap.raw;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// What events can lie in that are no lines: told by the first bytes, so that it is refused whole
/// and not counted as bad lines.
public enum Wrapping {
    ZIP("a zip archive", "unzip -p %s | dap ingest -", "504b0304|504b0506|504b0708"),
    BZIP2("compressed with bzip2", "bzcat %s | dap ingest -", "425a683[1-9]314159"),
    XZ("compressed with xz", "xzcat %s | dap ingest -", "fd377a585a00"),
    ZSTD("compressed with zstd", "zstdcat %s | dap ingest -", "28b52ffd"),
    LZ4("compressed with lz4", "lz4cat %s | dap ingest -", "04224d18"),
    SNAPPY("compressed with snappy", "snzip -dc %s | dap ingest -", "ff060000734e61507059"),
    SEVEN_ZIP("a 7z archive", "7z x -so %s | dap ingest -", "377abcaf271c"),
    PARQUET("a Parquet file", "export it as JSON lines", "50415231"),
    AVRO("an Avro file", "export it as JSON lines", "4f626a01"),
    ORC("an ORC file", "export it as JSON lines", "4f5243[01]."),
    UTF_16(
            "text in UTF-16",
            "iconv -f UTF-16 -t UTF-8 %s | dap ingest -",
            "fffe|feff|7b00|007b|5b00|005b"),
    DOCUMENT("one JSON document over several lines", "jq -c . %s | dap ingest -", "(?!)");

    /// So many bytes at the beginning tell.
    static final int BYTES = 8 << 10;

    private static final int MARK_BYTES = 16;

    private final String sentence;
    private final String way;

    /// A regular expression for the first bytes in hexadecimal.
    private final String beginnings;

    Wrapping(String sentence, String way, String beginnings) {
        this.sentence = sentence;
        this.way = way;
        this.beginnings = beginnings;
    }

    /// What it is: the end of a sentence that begins with the file and "is".
    public String sentence() {
        return sentence;
    }

    /// How its events are ingested.
    ///
    /// @param file how the user calls it
    public String way(String file) {
        return way.formatted(file);
    }

    /// What a text that begins with these bytes lies in; absent for lines.
    static Optional<Wrapping> of(byte[] buffer, int from, int to) {
        String head = HexFormat.of().formatHex(buffer, from, Math.min(to, from + MARK_BYTES));
        for (Wrapping wrapping : values()) {
            if (Pattern.compile(wrapping.beginnings).matcher(head).lookingAt()) {
                return Optional.of(wrapping);
            }
        }
        return isDocument(buffer, from, to) ? Optional.of(DOCUMENT) : Optional.empty();
    }

    /// Whether every object, or array, that begins here goes on after the end of its line.
    private static boolean isDocument(byte[] buffer, int from, int to) {
        int begin = from;
        while (begin < to && isBlank(buffer[begin])) {
            begin++;
        }
        if (begin == to || (buffer[begin] != '{' && buffer[begin] != '[')) {
            return false;
        }
        boolean found = false;
        int start = begin;
        try (JsonParser json =
                LineExaminer.jsonFactory()
                        .createParser(ObjectReadContext.empty(), buffer, begin, to - begin)) {
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (depth == 0) {
                    start = begin + offset(json.currentTokenLocation());
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    if (!goesOn(buffer, start, begin + offset(json.currentLocation()))) {
                        return false;
                    }
                    found = true;
                }
            }
            return found;
        } catch (UnexpectedEndOfInputException e) {
            return found || goesOn(buffer, start, to);
        } catch (JacksonException e) {
            return found;
        }
    }

    private static int offset(TokenStreamLocation location) {
        return Math.toIntExact(location.getByteOffset());
    }

    /// Whether something follows a line's end.
    private static boolean goesOn(byte[] buffer, int begin, int end) {
        int lineEnd = begin;
        while (lineEnd < end && buffer[lineEnd] != '\n') {
            lineEnd++;
        }
        while (lineEnd < end && isBlank(buffer[lineEnd])) {
            lineEnd++;
        }
        return lineEnd < end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
