package dap.step.stage;

import dap.raw.NormalizedCopy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/// The lines of a normalized copy: where each begins, and where it comes from.
final class CopiedLines implements NormalizedCopy.Origins {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Path file;
    private int[] objects = new int[1024];
    private long[] lines = new long[1024];
    private long[] ends = {};
    private int size;

    CopiedLines(Path file) {
        this.file = file;
    }

    @Override
    public void add(int object, long line) {
        if (size == lines.length) {
            objects = Arrays.copyOf(objects, 2 * size);
            lines = Arrays.copyOf(lines, 2 * size);
        }
        objects[size] = object;
        lines[size] = line;
        size++;
    }

    /// Finds the lines in the file, once it is written.
    void index() throws IOException {
        ends = new long[size];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            long position = 0;
            int line = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                position++;
                if (next == '\n') {
                    ends[line++] = position;
                }
            }
            if (line != size) {
                throw new IllegalStateException(
                        "a normalized copy has other lines than were written");
            }
        }
    }

    int size() {
        return size;
    }

    /// The place of its object among the copied ones.
    int object(int line) {
        return objects[line];
    }

    long lineInObject(int line) {
        return lines[line];
    }

    /// Writes the lines from `from` to before `to` into a new file.
    void copy(int from, int to, Path target) throws IOException {
        try (FileChannel in = FileChannel.open(file);
                FileChannel out = open(target)) {
            copy(in, start(from), start(to), out);
        }
    }

    /// Writes all other lines than these into a new file.
    void copyWithout(Set<Integer> left, Path target) throws IOException {
        try (FileChannel in = FileChannel.open(file);
                FileChannel out = open(target)) {
            int from = 0;
            for (int line : left.stream().sorted().toList()) {
                copy(in, start(from), start(line), out);
                from = line + 1;
            }
            copy(in, start(from), start(size), out);
        }
    }

    private long start(int line) {
        return line == 0 ? 0 : ends[line - 1];
    }

    private static FileChannel open(Path target) throws IOException {
        return FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void copy(FileChannel in, long from, long to, FileChannel out)
            throws IOException {
        long position = from;
        while (position < to) {
            position += in.transferTo(position, to - position, out);
        }
    }
}
