package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.generator.EventGenerator;
import dap.generator.faults.HostileEvents;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Writes generated events to where they are wanted. A file appears under its name when it is
/// whole.
final class EventFiles {

    private static final String GZIP = ".gz";
    private static final String BEGUN = ".part";
    private static final int BUFFER_BYTES = 1 << 16;

    private EventFiles() {}

    /// The events of days, one day after the other.
    interface Days {
        void write(LocalDate day, OutputStream out) throws IOException;

        /// A file beside that of the day which is cut off; empty for none.
        byte[] cutOff(LocalDate day) throws IOException;

        static Days plain(EventGenerator generator) {
            return new Days() {
                @Override
                public void write(LocalDate day, OutputStream out) throws IOException {
                    generator.writeDay(day, out);
                }

                @Override
                public byte[] cutOff(LocalDate day) {
                    return new byte[0];
                }
            };
        }

        static Days hostile(HostileEvents events) {
            return new Days() {
                @Override
                public void write(LocalDate day, OutputStream out) throws IOException {
                    events.writeDay(day, out);
                }

                @Override
                public byte[] cutOff(LocalDate day) throws IOException {
                    return events.truncatedGzip(day);
                }
            };
        }
    }

    /// Fills a stream.
    @FunctionalInterface
    interface Filling {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Ends quietly where the reader has had enough, as `head` has.
    static void toStream(EventGenerator generator, Days days, PrintStream out) {
        try {
            OutputStream lines = new BufferedOutputStream(new UntilClosed(out), BUFFER_BYTES);
            for (LocalDate day : generator.days()) {
                days.write(day, lines);
            }
            lines.flush();
        } catch (IOException closed) {
            assert out.checkError() : closed;
        }
    }

    /// A stream that says so when nobody reads it any more; a [PrintStream] keeps it to itself.
    private static final class UntilClosed extends OutputStream {
        private final PrintStream out;

        UntilClosed(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            if (out.checkError()) {
                throw new IOException("nobody reads standard output any more");
            }
        }
    }

    static Path toFile(EventGenerator generator, Days days, Path file, Terminal terminal) {
        write(
                file,
                out -> {
                    for (LocalDate day : generator.days()) {
                        progress(generator, day, terminal);
                        days.write(day, out);
                    }
                });
        return file;
    }

    /// `2026-01-31.jsonl.gz` for each day of arrival, and what was cut off beside it.
    ///
    /// @return the files
    static List<Path> toFolder(
            EventGenerator generator, Days days, Path folder, Terminal terminal) {
        List<Path> files = new ArrayList<>();
        for (LocalDate day : generator.days()) {
            progress(generator, day, terminal);
            Path file = folder.resolve(day + ".jsonl" + GZIP);
            write(file, out -> days.write(day, out));
            files.add(file);
            byte[] cutOff = cutOff(days, day);
            if (cutOff.length > 0) {
                Path cut = folder.resolve(day + "-cut-off.jsonl" + GZIP);
                writeBytes(cut, out -> out.write(cutOff));
                files.add(cut);
            }
        }
        return files;
    }

    private static byte[] cutOff(Days days, LocalDate day) {
        try {
            return days.cutOff(day);
        } catch (IOException e) {
            throw new IllegalStateException("no bytes in memory", e);
        }
    }

    private static void progress(EventGenerator generator, LocalDate day, Terminal terminal) {
        terminal.progress(
                "making events: day %d of %d"
                        .formatted(generator.days().indexOf(day) + 1, generator.days().size()));
    }

    /// @throws DapException `STORE_UNAVAILABLE` if the file cannot be written
    static void write(Path file, Filling filling) {
        if (file.toString().endsWith(GZIP)) {
            writeBytes(
                    file,
                    out -> {
                        try (OutputStream gzip = new GZIPOutputStream(out, BUFFER_BYTES)) {
                            filling.writeTo(gzip);
                        }
                    });
        } else {
            writeBytes(file, filling);
        }
    }

    private static void writeBytes(Path file, Filling filling) {
        Path begun = file.resolveSibling(file.getFileName() + BEGUN);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(begun), BUFFER_BYTES)) {
                filling.writeTo(out);
            }
            Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s cannot be written: %s.".formatted(file, e.getMessage()),
                    "Free some space, or name a place that can be written.",
                    e);
        }
    }
}
