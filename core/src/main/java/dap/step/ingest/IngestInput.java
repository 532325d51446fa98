package dap.step.ingest;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Where events come from: JSON lines or JSON arrays, gzip or not.
public sealed interface IngestInput {

    /// How messages call it.
    String name();

    /// A file, or a pipe that has a name.
    record OfFile(Path file) implements IngestInput {
        @Override
        public String name() {
            return file.toString();
        }
    }

    /// A stream that is open, and is closed after the ingest.
    record OfStream(String name, InputStream stream) implements IngestInput {}

    /// Refuses what cannot be an input, before anything is read.
    ///
    /// @throws DapException `FILE_MISSING`
    default void check() {
        switch (this) {
            case OfStream _ -> {}
            case OfFile(Path file) -> check(file);
        }
    }

    private static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new DapException(
                    ErrorCode.FILE_MISSING,
                    "%s is a folder, not a file.".formatted(file),
                    "Name the files in it: %s.".formatted(file.resolve("*")));
        }
        if (!Files.exists(file)) {
            throw new DapException(
                    ErrorCode.FILE_MISSING,
                    "%s does not exist.".formatted(file),
                    "Check the name; nothing was ingested.");
        }
        if (!Files.isReadable(file)) {
            throw new DapException(
                    ErrorCode.FILE_MISSING,
                    "%s may not be read.".formatted(file),
                    "Give this user the right to read it; nothing was ingested.");
        }
    }

    /// Its bytes as they are.
    default InputStream open() throws IOException {
        return switch (this) {
            case OfStream(_, InputStream stream) -> stream;
            case OfFile(Path file) -> Files.newInputStream(file);
        };
    }

    /// Its size, where that is known.
    default OptionalLong bytes() throws IOException {
        return switch (this) {
            case OfStream _ -> OptionalLong.empty();
            case OfFile(Path file) ->
                    Files.isRegularFile(file)
                            ? OptionalLong.of(Files.size(file))
                            : OptionalLong.empty();
        };
    }
}
