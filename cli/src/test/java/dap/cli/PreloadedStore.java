package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The library that is preloaded into a process and stands between it and the kernel; see
/// `unreliable-store.c` for what it can do. It is compiled by `cc`.
record PreloadedStore(Path library) {

    private static final int COUNTER_BYTES = 8;

    static PreloadedStore compile(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("unreliable-store.c");
        try (InputStream in = PreloadedStore.class.getResourceAsStream("unreliable-store.c")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        Path library = folder.resolve("unreliable-store.so");
        List<String> command =
                List.of(
                        "cc",
                        "-O1",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl");
        int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(exitCode).as("cc, a C compiler, is needed (Debian: gcc)").isZero();
        return new PreloadedStore(library);
    }

    /// The environment of a process for which everything below `root` is such a store.
    Map<String, String> over(Path root) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("LD_PRELOAD", library.toString());
        environment.put("UNRELIABLE_ROOT", root.toRealPath().toString());
        return environment;
    }

    /// A counter that stands at zero.
    static Path newCounter(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "calls", ".counter");
        return Files.write(file, new byte[COUNTER_BYTES]);
    }

    static long read(Path counter) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(counter))
                .order(ByteOrder.nativeOrder())
                .getLong();
    }
}
