package dap.warehouse.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// How long none of a server's processes has done anything: neither computed nor waited for a disk.
///
/// It tells a server that hangs from one that recovers a large write-ahead log, or writes a large
/// checkpoint, however long that takes.
final class Stillness {

    /// In `/proc/PID/stat`, behind the program's name: the state, and the time computed.
    private static final int STATE = 0;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private final long pid;
    private Instant begin = Instant.now();
    private long ticks = -1;

    Stillness(long pid) {
        this.pid = pid;
    }

    /// Looks again.
    boolean hasLasted(Duration time) {
        List<String[]> stats =
                processes()
                        .map(Stillness::stat)
                        .filter(stat -> stat.length > SYSTEM_TICKS)
                        .toList();
        long now = stats.stream().mapToLong(Stillness::ticksOf).sum() + stats.size();
        if (now != ticks || stats.stream().anyMatch(Stillness::isAtWork)) {
            ticks = now;
            begin = Instant.now();
        }
        return Instant.now().isAfter(begin.plus(time));
    }

    private Stream<Long> processes() {
        return Stream.concat(
                Stream.of(pid),
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::children)
                        .map(ProcessHandle::pid));
    }

    /// Empty where the process is gone.
    private static String[] stat(long process) {
        try {
            String stat =
                    Files.readString(
                            Path.of("/proc", Long.toString(process), "stat"),
                            StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        } catch (IOException _) {
            return new String[0];
        }
    }

    private static long ticksOf(String[] stat) {
        return Long.parseLong(stat[USER_TICKS]) + Long.parseLong(stat[SYSTEM_TICKS]);
    }

    // R: computes, or waits for a processor; D: waits for a disk.
    private static boolean isAtWork(String[] stat) {
        return stat[STATE].equals("R") || stat[STATE].equals("D");
    }
}
