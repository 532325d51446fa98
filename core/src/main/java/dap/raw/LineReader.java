package dap.raw;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.store.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads the lines of a RAW object or an input, gzip or not as its first bytes say.
///
/// A line ends with LF or CRLF, the last one also with the end. Blank lines are no lines; they only
/// count in line numbers. A byte order mark at the very start is skipped. What cannot be read as
/// lines any more is handed out as one last line with a [#fault()]. Holds one line at a time.
///
/// Not thread-safe.
public final class LineReader implements AutoCloseable {

    /// A line may have this many bytes, without its end.
    public static final int MAX_LINE_BYTES = 64 << 20;

    private static final int INPUT_BYTES = 64 << 10;
    private static final int FIRST_BUFFER_BYTES = 256 << 10;

    /// Of gzip in gzip; a file that holds itself would never end.
    private static final int MAX_LAYERS = 4;

    private final String name;
    private final InputStream stored;
    private final boolean gzip;
    private final Optional<Wrapping> wrapping;

    private InputStream in;

    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int filled;
    private int next;
    private boolean atEnd;
    private @Nullable RejectReason endFault;

    private int lineStart;
    private int lineLength;
    private long number;
    private @Nullable RejectReason fault;
    private boolean skipRest;

    private boolean zippedAgain;
    private boolean byteOrderMark;
    private boolean blankLines;
    private boolean broken;
    private long bytes;

    private LineReader(String name, InputStream raw) throws IOException {
        this.name = name;
        this.stored = raw;
        byte[] head = new byte[INPUT_BYTES];
        int read = raw.readNBytes(head, 0, 2);
        if (read == 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B) {
            gzip = true;
            in = new GzipMembers(raw, head, read);
        } else {
            gzip = false;
            in = raw;
            System.arraycopy(head, 0, buffer, 0, read);
            filled = read;
            bytes = read;
        }
        unwrapGzip();
        skipByteOrderMark();
        while (filled < Wrapping.BYTES && !atEnd) {
            fill();
        }
        wrapping = Wrapping.of(buffer, next, filled);
    }

    /// Text that was zipped more than once.
    private void unwrapGzip() throws IOException {
        for (int layer = 1; layer < MAX_LAYERS; layer++) {
            while (filled < 2 && !atEnd) {
                fill();
            }
            if (filled < 2 || (buffer[0] & 0xFF) != 0x1F || (buffer[1] & 0xFF) != 0x8B) {
                return;
            }
            in = new GzipMembers(begunAgain(), new byte[INPUT_BYTES], 0);
            filled = 0;
            bytes = 0;
            atEnd = false;
            endFault = null;
            zippedAgain = true;
        }
    }

    /// What was read so far, and what follows; a stream that broke is not asked again.
    private InputStream begunAgain() throws IOException {
        if (atEnd) {
            return new ByteArrayInputStream(Arrays.copyOf(buffer, filled));
        }
        PushbackInputStream begun = new PushbackInputStream(in, filled);
        begun.unread(buffer, 0, filled);
        return begun;
    }

    /// What the text lies in, where it is no lines.
    public Optional<Wrapping> wrapping() {
        return wrapping;
    }

    /// Reads a file.
    ///
    /// @throws DapException `STORE_UNAVAILABLE` if it cannot be opened; so do all methods that read
    public static LineReader open(Path file) {
        try {
            return of(file.toString(), Files.newInputStream(file));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /// The same, and adds the bytes as they are stored to `hash`: all of them once [#readToEnd()]
    /// was called.
    static LineReader open(Path file, ContentHash hash) {
        try {
            return of(file.toString(), hash.through(Files.newInputStream(file)));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /// Reads what is stored after the last line: where the object broke off, its rest.
    void readToEnd() {
        try {
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// Reads a stream, and closes it.
    ///
    /// @param name how messages call it
    public static LineReader of(String name, InputStream in) {
        try {
            return new LineReader(name, in);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// Moves to the next line.
    ///
    /// @return false at the end
    public boolean next() {
        try {
            if (skipRest) {
                copyRest(OutputStream.nullOutputStream());
            }
            while (findLine()) {
                if (fault != null || !isBlank()) {
                    return true;
                }
                blankLines = true;
            }
            return false;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// The bytes that the current line is in, until the next call of [#next()].
    public byte[] buffer() {
        return buffer;
    }

    /// Where in [#buffer()] the line begins.
    public int offset() {
        return lineStart;
    }

    /// How many bytes it has, without its end.
    public int length() {
        return lineLength;
    }

    /// Its number in the file, from 1; blank lines count.
    public long number() {
        return number;
    }

    /// Why the current line is none, though something is there: `LINE_TOO_LONG` (the buffer has its
    /// beginning), `TRUNCATED_GZIP` or `CORRUPT_GZIP` (what was left when the object broke off, may
    /// be nothing); null for a line.
    public @Nullable RejectReason fault() {
        return fault;
    }

    /// The current line validated: by `examiner`, unless it has a fault.
    public ValidationResult validate(LineExaminer examiner) {
        return fault == null
                ? examiner.examine(buffer, lineStart, lineLength)
                : new ValidationResult.Rejected(fault, "", "");
    }

    /// Uncompressed bytes read so far.
    public long bytesRead() {
        return bytes;
    }

    /// After the last line: whether an engine that goes by the file's name reads the same lines:
    /// whole gzip if it ends with `.gz` and no gzip if not, no byte order mark, no blank line, not
    /// empty.
    public boolean isCanonical(String fileName) {
        boolean named = fileName.toLowerCase(Locale.ROOT).endsWith(".gz");
        boolean asNamed = named == gzip && !zippedAgain;
        return asNamed && !byteOrderMark && !blankLines && !broken && number > 0;
    }

    private void skipByteOrderMark() throws IOException {
        while (filled < 3 && !atEnd) {
            fill();
        }
        if (filled >= 3
                && (buffer[0] & 0xFF) == 0xEF
                && (buffer[1] & 0xFF) == 0xBB
                && (buffer[2] & 0xFF) == 0xBF) {
            next = 3;
            byteOrderMark = true;
        }
    }

    private boolean findLine() throws IOException {
        fault = null;
        lineStart = next;
        int searched = next;
        while (true) {
            int end = indexOfLineFeed(searched);
            if (end >= 0) {
                next = end + 1;
                return line(end);
            }
            if (filled - lineStart > MAX_LINE_BYTES + 1) {
                return tooLong();
            }
            if (atEnd) {
                next = filled;
                return lastLine();
            }
            searched = filled - lineStart;
            makeRoom();
            fill();
        }
    }

    private int indexOfLineFeed(int from) {
        byte[] bytes = buffer;
        for (int i = from; i < filled; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean line(int end) {
        boolean carriageReturn = end > lineStart && buffer[end - 1] == '\r';
        lineLength = end - lineStart - (carriageReturn ? 1 : 0);
        number++;
        if (lineLength > MAX_LINE_BYTES) {
            fault = RejectReason.LINE_TOO_LONG;
        }
        return true;
    }

    private boolean lastLine() {
        lineLength = filled - lineStart;
        if (lineLength == 0 && endFault == null) {
            return false;
        }
        number++;
        fault = endFault;
        endFault = null;
        broken |= fault != null;
        return true;
    }

    private boolean tooLong() {
        lineLength = MAX_LINE_BYTES;
        number++;
        fault = RejectReason.LINE_TOO_LONG;
        skipRest = true;
        return true;
    }

    /// Writes the current line to `out`, without its end: all of it, also where [#buffer()] has
    /// only the beginning of a line that is too long.
    public void copyLine(OutputStream out) {
        try {
            if (skipRest) {
                copyRest(out);
            } else {
                out.write(buffer, lineStart, lineLength);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// Reads on to the end of a line that was too long, holding nothing of it.
    private void copyRest(OutputStream out) throws IOException {
        skipRest = false;
        int end = indexOfLineFeed(lineStart);
        out.write(buffer, lineStart, (end < 0 ? filled : end) - lineStart);
        while (end < 0 && !atEnd) {
            filled = 0;
            fill();
            end = indexOfLineFeed(0);
            out.write(buffer, 0, end < 0 ? filled : end);
        }
        next = end < 0 ? filled : end + 1;
    }

    private boolean isBlank() {
        for (int i = lineStart; i < lineStart + lineLength; i++) {
            byte b = buffer[i];
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /// Moves the line to the buffer's start; doubles the buffer where the line fills it.
    private void makeRoom() {
        if (lineStart > 0) {
            System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
            filled -= lineStart;
            lineStart = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, MAX_LINE_BYTES + 3));
        }
    }

    private void fill() throws IOException {
        try {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                atEnd = true;
            } else {
                filled += read;
                bytes += read;
            }
        } catch (EOFException e) {
            endWith(RejectReason.TRUNCATED_GZIP);
        } catch (ZipException e) {
            endWith(RejectReason.CORRUPT_GZIP);
        }
    }

    private void endWith(RejectReason reason) {
        atEnd = true;
        endFault = reason;
    }

    private static DapException unreadable(String name, IOException cause) {
        return new DapException(
                ErrorCode.STORE_UNAVAILABLE,
                "%s cannot be read: %s.".formatted(name, cause.getMessage()),
                "Check that the file is there and may be read.",
                cause);
    }

    @Override
    public void close() {
        try {
            in.close();
            stored.close();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }
}
