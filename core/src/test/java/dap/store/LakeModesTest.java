package dap.store;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dap.model.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakeModesTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"OWNER, 700, 600", "GROUP, 750, 640"})
    void whatIsMadeHasTheModesFromTheStart(Readers readers, String folders, String files)
            throws IOException {
        LakeLayout lake = lake("new");

        assertThat(LakeModes.keep(lake, readers)).isFalse();
        DiskSync.makeFolders(lake.work());
        Files.writeString(lake.work().resolve("x"), "1");

        assertThat(modes(lake))
                .isEqualTo(
                        Map.of("", folders, "local-dap-work", folders, "local-dap-work/x", files));
    }

    @ParameterizedTest
    @CsvSource({"OWNER, 700, 600", "GROUP, 750, 640"})
    void anOlderLakeIsGoneThroughOnce(Readers readers, String folders, String files)
            throws IOException {
        LakeLayout lake = open("older");
        Path outside = Files.writeString(folder.resolve("outside"), "1");
        chmod(outside, 0644);
        Files.createSymbolicLink(lake.work().resolve("link"), outside);

        assertThat(LakeModes.keep(lake, readers)).isTrue();
        assertThat(LakeModes.keep(lake, readers)).isFalse();

        assertThat(modes(lake))
                .containsEntry("", folders)
                .containsEntry("catalog.db", files)
                .containsEntry("local-dap-work", folders)
                .containsEntry("local-dap-work/x", files)
                // PostgreSQL's own, and what may be a project's
                .containsEntry("warehouse", "755")
                .containsEntry("README.md", "644");
        assertThat(mode(outside)).isEqualTo("644");
    }

    @Test
    void theSettingMayChange() throws IOException {
        LakeLayout lake = open("changing");

        LakeModes.keep(lake, Readers.OWNER);
        // Nobody could read more than is now allowed.
        assertThat(LakeModes.keep(lake, Readers.GROUP)).isFalse();
        assertThat(modes(lake)).containsEntry("local-dap-work/x", "640");
        assertThat(LakeModes.keep(lake, Readers.OWNER)).isTrue();
        assertThat(modes(lake)).containsEntry("local-dap-work/x", "600");
    }

    /// Only root can make another user's warehouse: as any other user, there is none to pass to.
    @Test
    void anotherUserWhoServesTheWarehouseMayPassAndNotLook() throws IOException {
        LakeLayout lake = open("served");
        boolean isRoot = Posix.user() == 0;
        if (isRoot) {
            Files.setAttribute(lake.warehouseFolder(), "unix:uid", 65534);
        }

        LakeModes.keep(lake, Readers.OWNER);

        assertThat(modes(lake)).containsEntry("", isRoot ? "701" : "700");
        assertThat(LakeModes.keep(lake, Readers.OWNER)).isFalse();
    }

    private LakeLayout lake(String name) {
        return new LakeLayout(folder.resolve(name), "local");
    }

    /// A lake as an older DAP made it under the usual umask.
    private LakeLayout open(String name) throws IOException {
        LakeLayout lake = lake(name);
        Files.createDirectories(lake.work());
        Files.createDirectories(lake.warehouseFolder());
        for (Path file :
                new Path[] {
                    lake.work().resolve("x"), lake.catalogFile(), lake.root().resolve("README.md")
                }) {
            chmod(Files.writeString(file, "1"), 0644);
        }
        for (Path each : new Path[] {lake.root(), lake.work(), lake.warehouseFolder()}) {
            chmod(each, 0755);
        }
        return lake;
    }

    private static void chmod(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    private static Map<String, String> modes(LakeLayout lake) throws IOException {
        try (Stream<Path> found = Files.walk(lake.root())) {
            return found.filter(path -> !Files.isSymbolicLink(path))
                    .collect(toMap(lake::keyOf, LakeModesTest::mode));
        }
    }

    private static String mode(Path path) {
        try {
            return Integer.toOctalString((int) Files.getAttribute(path, "unix:mode") & 0777);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
