package dap.step.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A text whose beginning was looked at, and is read again.
final class LookAhead extends FilterInputStream {

    /// An array begins within so many bytes, or it is none.
    private static final int BYTES = 8 << 10;

    private final byte[] head = new byte[BYTES];
    private int next;
    private int limit;

    /// What went wrong while looking; thrown where the reader comes to that place.
    private @Nullable IOException fault;

    private LookAhead(InputStream in) {
        super(in);
    }

    static LookAhead at(InputStream in) {
        LookAhead text = new LookAhead(in);
        text.look();
        return text;
    }

    private void look() {
        try {
            int read = in.read(head, 0, BYTES);
            while (read > 0) {
                limit += read;
                read = in.read(head, limit, BYTES - limit);
            }
        } catch (IOException e) {
            fault = e;
        }
    }

    /// Skips to the first byte of a JSON array, over a byte order mark and blanks. Nothing is
    /// skipped if there is none.
    ///
    /// @return whether there is one
    boolean skipToArray() {
        int first = hasByteOrderMark() ? 3 : 0;
        while (first < limit && isBlank(head[first])) {
            first++;
        }
        boolean array = first < limit && head[first] == '[';
        if (array) {
            next = first;
        }
        return array;
    }

    private boolean hasByteOrderMark() {
        return limit >= 3
                && (head[0] & 0xFF) == 0xEF
                && (head[1] & 0xFF) == 0xBB
                && (head[2] & 0xFF) == 0xBF;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (next < limit) {
            int read = Math.min(length, limit - next);
            System.arraycopy(head, next, target, offset, read);
            next += read;
            return read;
        }
        if (fault != null) {
            throw fault;
        }
        return in.read(target, offset, length);
    }
}
