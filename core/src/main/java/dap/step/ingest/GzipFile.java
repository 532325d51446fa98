package dap.step.ingest;

import dap.store.ContentHash;
import dap.store.DiskSync;
import dap.store.StoreFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A gzip file in the making, of one member: text is gathered in chunks, which a [Compressor]
/// deflates. It is opened only to append a chunk, so there may be many of them.
final class GzipFile extends OutputStream {

    private static final int CHUNK_BYTES = 256 << 10;
    private static final int FIRST_CHUNK_BYTES = 4 << 10;

    /// RFC 1952: deflate, no flags, no time, made nowhere in particular.
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

    /// RFC 1951: a last block, of nothing.
    private static final byte[] LAST_BLOCK = {3, 0};

    private final Path path;
    private final Compressor compressor;
    private final CRC32 crc = new CRC32();
    private final ContentHash hash = new ContentHash();
    private String sha256 = "";
    private byte[] chunk = new byte[0];
    private int filled;
    private long textBytes;
    private long bytes;

    GzipFile(Path path, Compressor compressor) {
        this.path = path;
        this.compressor = compressor;
    }

    Path path() {
        return path;
    }

    /// Uncompressed bytes so far.
    long textBytes() {
        return textBytes;
    }

    /// Size of the file once it is finished.
    long bytes() {
        return bytes;
    }

    /// Of the file once it is finished, in hexadecimal.
    String sha256() {
        return sha256;
    }

    /// Uncompressed bytes that wait in memory.
    int waiting() {
        return filled;
    }

    @Override
    public void write(int b) {
        room(1);
        chunk[filled++] = (byte) b;
        textBytes++;
    }

    @Override
    public void write(byte[] text, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            room(end - from);
            int part = Math.min(end - from, chunk.length - filled);
            System.arraycopy(text, from, chunk, filled, part);
            filled += part;
            from += part;
        }
        textBytes += length;
    }

    /// Makes room for at least one byte, for `wanted` where a chunk has it.
    private void room(int wanted) {
        if (filled == CHUNK_BYTES) {
            release();
        }
        if (chunk.length < CHUNK_BYTES && chunk.length - filled < wanted) {
            int size = Math.max(FIRST_CHUNK_BYTES, Math.max(chunk.length * 2, filled + wanted));
            chunk = Arrays.copyOf(chunk, Math.min(size, CHUNK_BYTES));
        }
    }

    /// Hands over to the compressor what waits in memory.
    void release() {
        if (filled > 0) {
            crc.update(chunk, 0, filled);
            compressor.submit(this, chunk, filled);
            chunk = new byte[0];
            filled = 0;
        }
    }

    /// Appends a chunk that was compressed.
    void appendChunk(byte[] deflated) {
        append(bytes == 0 ? concat(HEADER, deflated) : deflated);
    }

    /// Ends the file and syncs it. All chunks must have been released and written.
    void finish() {
        ByteBuffer end = ByteBuffer.allocate(LAST_BLOCK.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        end.put(LAST_BLOCK).putInt((int) crc.getValue()).putInt((int) textBytes);
        append(bytes == 0 ? concat(HEADER, end.array()) : end.array());
        sha256 = hash.hex();
        DiskSync.file(path);
    }

    private void append(byte[] more) {
        try {
            Files.write(path, more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            hash.add(more, 0, more.length);
            bytes += more.length;
        } catch (IOException e) {
            throw StoreFailure.writing(path, e);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
