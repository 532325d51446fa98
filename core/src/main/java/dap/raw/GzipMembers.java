package dap.raw;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// The text of a gzip file of one or more members, told apart as RFC 1952 has them.
///
/// An input that ends too early is an [EOFException], one that is broken a [ZipException]; both
/// only after everything before has been read. Zero bytes after the last member are padding.
public final class GzipMembers extends InputStream {

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final byte[] input;
    private int position;
    private int limit;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean afterMember;
    private boolean inMember;
    private boolean ended;

    /// @param input a buffer whose first `limit` bytes were already read from `in`
    GzipMembers(InputStream in, byte[] input, int limit) {
        this.in = in;
        this.input = input;
        this.limit = limit;
    }

    /// The text of `in`: unzipped where it begins as gzip does, as it is where not.
    public static InputStream textOf(InputStream in) throws IOException {
        byte[] head = new byte[64 << 10];
        int read = in.readNBytes(head, 0, 2);
        if (read == 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B) {
            return new GzipMembers(in, head, read);
        }
        PushbackInputStream text = new PushbackInputStream(in, 2);
        text.unread(head, 0, read);
        return text;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember && !beginMember()) {
                ended = true;
                return -1;
            }
            int read = inflate(target, offset, length);
            if (read > 0) {
                crc.update(target, offset, read);
                return read;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        if (inflater.needsInput()) {
            if (position == limit && !fill()) {
                throw new EOFException("the input ends within a gzip member");
            }
            inflater.setInput(input, position, limit - position);
            position = limit;
        }
        try {
            int read = inflater.inflate(target, offset, length);
            if (inflater.needsDictionary()) {
                throw new ZipException("a preset dictionary is needed");
            }
            return read;
        } catch (DataFormatException e) {
            throw corrupt("the compressed data are broken", e);
        }
    }

    private boolean beginMember() throws IOException {
        if (afterMember) {
            skipPadding();
        }
        if (position == limit && !fill()) {
            return false;
        }
        if (nextByte() != 0x1F || nextByte() != 0x8B || nextByte() != 8) {
            throw new ZipException("what follows is no gzip member");
        }
        readHeader();
        inMember = true;
        return true;
    }

    private void skipPadding() throws IOException {
        while ((position < limit || fill()) && input[position] == 0) {
            position++;
        }
    }

    private void readHeader() throws IOException {
        int flags = nextByte();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("the gzip header has unknown flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            int low = nextByte();
            skip(low | nextByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long expectedCrc = nextInt();
        long expectedLength = nextInt();
        if (expectedCrc != crc.getValue()
                || expectedLength != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("the checksum of a gzip member is wrong");
        }
        inflater.reset();
        crc.reset();
        inMember = false;
        afterMember = true;
    }

    private long nextInt() throws IOException {
        long low = nextByte() | (long) nextByte() << 8;
        return low | (long) nextByte() << 16 | (long) nextByte() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            int _ = nextByte();
        }
    }

    private void skipText() throws IOException {
        while (nextByte() != 0) {
            // a name or a comment, ended by zero
        }
    }

    private int nextByte() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("the input ends within a gzip header or trailer");
        }
        return input[position++] & 0xFF;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(input, 0, input.length));
        return limit > 0;
    }

    private static ZipException corrupt(String message, Exception cause) {
        ZipException corrupt = new ZipException(message);
        corrupt.initCause(cause);
        return corrupt;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
