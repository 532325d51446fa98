package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left where: of killed processes nothing outside of the lake, and in the lake nothing
/// that others may read. The process is as `./dap` starts it, with the widest umask there is.
class NothingLeftBehindTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    @Test
    void killedAtAnyTimeAProcessLeavesNothingOutsideOfTheLake() throws Exception {
        Dap dap = Dap.withExample(folder.resolve("project"));
        List<String> command = command();
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path events = folder.resolve("events.jsonl");
        dap.call("generate-events", "--events", "5000", "--days", "2", "-o", events.toString());
        Set<Path> before = outside(folder);
        Set<Path> leftInWork = new TreeSet<>();

        for (int millis : new int[] {400, 1200, 2500}) {
            kill(start(command, "ingest", "--again", events.toString()), millis);
            assertThat(outside(folder)).isEqualTo(before);
            kill(start(command, "run", "--stage-only"), millis);
            assertThat(outside(folder)).isEqualTo(before);
            leftInWork.addAll(swept(dap));
        }
        end(start(command, "ingest", events.toString()));
        end(start(command, "run", "--stage-only"));
        end(start(command, "query", "SELECT count(*) FROM auth_account_creation"));

        assertThat(outside(folder)).isEqualTo(before);
        assertThat(temporary).isEmptyDirectory();
        assertThat(swept(dap)).as("after a whole command; before: " + leftInWork).isEmpty();
        assertThat(readableByOthers(dap.file(".dap"))).isEmpty();
    }

    /// The options of `./dap`, and its jars.
    private List<String> command() throws IOException {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        List<String> classPath = new ArrayList<>();
        for (String entry :
                List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
            String name = String.valueOf(Path.of(entry).getFileName());
            if (name.matches("(duckdb_jdbc|sqlite-jdbc)-.*\\.jar")) {
                classPath.add(Files.copy(Path.of(entry), jars.resolve(name)).toString());
            } else {
                classPath.add(entry);
            }
        }
        NativeLibraries.takeOut(jars);
        return List.of(
                "umask 000; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder.resolve("temporary"),
                "-Djava.library.path=" + jars,
                "-Dorg.sqlite.lib.path=" + jars,
                "-cp",
                String.join(File.pathSeparator, classPath),
                Main.class.getName(),
                "--project",
                folder.resolve("project").toString());
    }

    private Process start(List<String> command, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c"));
        line.addAll(command);
        line.addAll(List.of(words));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private static void kill(Process process, int millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private void end(Process process) throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("output"))).isZero();
    }

    /// All files that are not the lake's; the test's own output is one of them.
    private static Set<Path> outside(Path folder) throws IOException {
        Path lake = folder.resolve("project/.dap");
        try (Stream<Path> found = Files.walk(folder)) {
            Set<Path> files = new TreeSet<>();
            found.filter(path -> !path.startsWith(lake)).forEach(files::add);
            files.remove(folder.resolve("output"));
            return files;
        }
    }

    /// What is left in the work folders that every command sweeps.
    private static Set<Path> swept(Dap dap) throws IOException {
        Path work = dap.file(".dap/local-dap-work");
        if (!Files.exists(work)) {
            return Set.of();
        }
        try (Stream<Path> found = Files.list(work)) {
            Set<Path> files = new TreeSet<>();
            found.map(Path::getFileName)
                    .filter(name -> name.toString().matches("(engine|query|batch)-.*"))
                    .forEach(files::add);
            return files;
        }
    }

    private static List<String> readableByOthers(Path lake) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(lake)) {
            for (Path file : files.toList()) {
                int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
                if ((mode & 0077) != 0) {
                    found.add(Integer.toOctalString(mode) + " " + file);
                }
            }
        }
        return found;
    }
}
