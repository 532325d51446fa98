package dap.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of a file's bytes as they are stored, compressed where it is.
public final class ContentHash {

    private static final int BUFFER_BYTES = 256 << 10;

    private final MessageDigest digest;

    public ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Of a whole file.
    public static String of(Path file) throws IOException {
        ContentHash hash = new ContentHash();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                hash.add(buffer, 0, read);
            }
        }
        return hash.hex();
    }

    public void add(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /// Hands `in` on, and adds what is read of it.
    public InputStream through(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                if (read >= 0) {
                    digest.update((byte) read);
                }
                return read;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                if (read > 0) {
                    digest.update(target, offset, read);
                }
                return read;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    /// Of all that was added; in hexadecimal. Once.
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
