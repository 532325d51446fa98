package dap.step.ingest;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.raw.GzipMembers;
import dap.raw.LineReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An input on its way to lines: its bytes are counted and hashed, unzipped where they are gzip,
/// and taken apart where they are an array.
final class InputText implements AutoCloseable {

    private final HashedStream bytes;
    private final @Nullable ArrayElements array;
    private final LineReader lines;

    private InputText(String name, HashedStream bytes) throws IOException {
        this.bytes = bytes;
        LookAhead text = LookAhead.at(GzipMembers.textOf(bytes));
        array = text.skipToArray() ? new ArrayElements(text) : null;
        lines = LineReader.of(name, array == null ? text : array);
        lines.wrapping()
                .ifPresent(wrapping -> {
                    throw new DapException(
                            ErrorCode.INPUT_INVALID,
                            "%s is %s: nothing of it was ingested."
                                    .formatted(name, wrapping.sentence()),
                            "Give its events as JSON lines: %s.".formatted(wrapping.way(name)));
                });
    }

    static InputText open(IngestInput input, IngestProgress progress) throws IOException {
        OptionalLong total = input.bytes();
        HashedStream bytes =
                new HashedStream(input.open(), read -> progress.read(input, read, total));
        try {
            return new InputText(input.name(), bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    LineReader lines() {
        return lines;
    }

    /// Whether the input ended within an array.
    boolean isUnclosedArray() {
        return array != null && array.isUnclosed();
    }

    /// The SHA-256 of all bytes, also of those behind a fault that no line could be made of.
    String readToEnd() throws IOException {
        bytes.transferTo(OutputStream.nullOutputStream());
        return bytes.sha256();
    }

    @Override
    public void close() {
        lines.close();
    }

    private interface Counter {
        void read(long bytes);
    }

    /// Counts and hashes what is read.
    private static final class HashedStream extends FilterInputStream {

        private static final long REPORT_EVERY = 1 << 20;

        private final MessageDigest digest;
        private final Counter counter;
        private long count;
        private long reported;

        HashedStream(InputStream in, Counter counter) {
            super(in);
            this.counter = counter;
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            if (read > 0) {
                digest.update(target, offset, read);
                count += read;
            }
            if (count - reported >= REPORT_EVERY || read < 0) {
                reported = count;
                counter.read(count);
            }
            return read;
        }
    }
}
