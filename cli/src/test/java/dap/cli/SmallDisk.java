package dap.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A disk of its own, in memory, that can be filled up or be made read-only. It takes root:
/// without, the tests that ask for one are skipped, and say so.
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 64 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        int exitCode =
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "dap", folder + "");
        Assumptions.assumeTrue(exitCode == 0, "mounting a disk in memory needs root");
        return new SmallDisk(folder);
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Takes all room but so many bytes.
    void fill(long left) throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (folder.toFile().getUsableSpace() >= left + BLOCK) {
                out.write(block);
            }
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    void makeRoom() throws IOException {
        Files.deleteIfExists(ballast());
    }

    void forbidWriting(boolean readOnly) throws IOException {
        if (run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), folder.toString()) != 0) {
            throw new IllegalStateException(folder + " could not be mounted again");
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", folder.toString());
    }
}
