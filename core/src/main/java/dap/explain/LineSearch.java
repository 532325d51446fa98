package dap.explain;

import dap.raw.GzipMembers;
import dap.raw.LineReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds the lines of a file, gzip or not, that have an event's id.
///
/// First the text is searched for the id's bytes, which costs little more than unzipping it; only a
/// file that has them is read line by line.
final class LineSearch {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BLOCK_BYTES = 256 << 10;

    private final String eventId;
    private final byte[] needle;

    /// How far the needle moves on by the byte under its last one.
    private final int[] skips = new int[256];

    LineSearch(String eventId) {
        this.eventId = eventId;
        // As JSON writes it, without the quotes: an escaped id is found as it stands in a line.
        String quoted = JSON.writeValueAsString(eventId);
        this.needle = quoted.substring(1, quoted.length() - 1).getBytes(StandardCharsets.UTF_8);
        Arrays.fill(skips, needle.length);
        for (int i = 0; i < needle.length - 1; i++) {
            skips[needle[i] & 0xff] = needle.length - 1 - i;
        }
    }

    /// A line with the id.
    ///
    /// @param offset where it begins in the file's text, in bytes
    record Found(long number, long offset) {}

    /// @throws IOException if the file cannot be read; one that is cut off is read as far as it
    ///   goes
    List<Found> in(Path file) throws IOException {
        if (!hasNeedle(file)) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        try (LineReader lines = LineReader.open(file)) {
            long offset = 0;
            while (lines.next()) {
                if (indexOf(lines.buffer(), lines.offset(), lines.offset() + lines.length()) >= 0
                        && isOfEvent(lines)) {
                    found.add(new Found(lines.number(), offset));
                }
                offset += lines.length() + 1;
            }
        }
        return found;
    }

    private boolean hasNeedle(Path file) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        int kept = 0;
        try (InputStream raw = Files.newInputStream(file);
                InputStream text = GzipMembers.textOf(raw)) {
            int read = text.read(block, kept, block.length - kept);
            while (read >= 0) {
                int filled = kept + read;
                if (indexOf(block, 0, filled) >= 0) {
                    return true;
                }
                kept = Math.min(needle.length - 1, filled);
                System.arraycopy(block, filled - kept, block, 0, kept);
                read = text.read(block, kept, block.length - kept);
            }
        } catch (EOFException | ZipException broken) {
            // Cut off or broken: its whole lines were searched, the rest is a reject without id.
            return indexOf(block, 0, block.length) >= 0;
        }
        return false;
    }

    /// Horspool's search: most of the text is skipped.
    private int indexOf(byte[] bytes, int from, int to) {
        int last = needle.length - 1;
        if (last < 0) {
            return -1;
        }
        int at = from;
        while (at <= to - needle.length) {
            if (Arrays.equals(bytes, at, at + needle.length, needle, 0, needle.length)) {
                return at;
            }
            at += skips[bytes[at + last] & 0xff];
        }
        return -1;
    }

    /// Whether it is the line's own id, and not one that it mentions; of a line that is no JSON
    /// nobody knows, so it counts.
    private boolean isOfEvent(LineReader line) {
        try {
            JsonNode event = JSON.readTree(line.buffer(), line.offset(), line.length());
            JsonNode id = event.path("event_id");
            return !event.isObject() || (id.isString() && id.stringValue().equals(eventId));
        } catch (JacksonException broken) {
            return true;
        }
    }
}
