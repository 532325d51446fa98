package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked once per user from the archive on the class path.
///
/// @param cache the folder that holds unpacked archives, each in a folder named after its content
public record Binaries(Path cache) {

    private static final Path FOR_ALL = Path.of("/var/cache/dap");

    /// Where `DAP_CACHE` says, else below the user's home.
    public static Binaries inCacheOf(Map<String, String> environment) {
        return new Binaries(
                Optional.ofNullable(environment.get("DAP_CACHE"))
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "dap"))
                        .toAbsolutePath());
    }

    /// The same where every user may read it; only root can make it.
    Binaries forAll() {
        return new Binaries(FOR_ALL);
    }

    /// The folder with `bin/postgres`, unpacked first where it is not there yet.
    Path unpacked() throws InterruptedException {
        URL archive = archive();
        try {
            Path folder = cache.resolve("postgresql-" + fingerprint(archive));
            if (!Files.isDirectory(folder)) {
                unpack(archive, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "PostgreSQL cannot be unpacked into %s: %s.".formatted(cache, e.getMessage()),
                    "Check that the folder can be written and the disk is not full, or name another by DAP_CACHE.",
                    e);
        }
    }

    private static URL archive() {
        String name = "/postgres-%s-%s.txz".formatted(system(), architecture());
        return Optional.ofNullable(Binaries.class.getResource(name))
                .orElseThrow(() ->
                        new DapException(
                                ErrorCode.WAREHOUSE_UNAVAILABLE,
                                "DAP brings no PostgreSQL for this machine (%s, %s)."
                                        .formatted(system(), architecture()),
                                "Name a PostgreSQL server by warehouse.url in dap.yml."));
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }

    /// Tells one archive from another without reading it: the checksum in the jar's directory.
    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return "%08x".formatted(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    // A killed process leaves a folder with another name behind; the next one to unpack removes it.
    private void unpack(URL archive, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(cache);
        Path temporary = cache.resolve(folder.getFileName() + ".part");
        try (FileChannel channel =
                        FileChannel.open(
                                cache.resolve("unpack.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (Files.isDirectory(folder)) {
                return;
            }
            Folders.delete(temporary);
            try (InputStream in = archive.openStream();
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
                for (TarArchiveEntry entry = tar.getNextEntry();
                        entry != null;
                        entry = tar.getNextEntry()) {
                    write(tar, entry, temporary);
                }
            }
            if (cache.equals(FOR_ALL)) {
                letAllIn(temporary);
            }
            Folders.sync(temporary);
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Our own umask keeps others out of what we make.
    private void letAllIn(Path unpacked) throws IOException {
        try (Stream<Path> found = Files.walk(unpacked)) {
            List<Path> folders = new ArrayList<>(found.filter(Files::isDirectory).toList());
            folders.add(cache);
            for (Path each : folders) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive has an entry outside of its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        Files.setPosixFilePermissions(target, permissions(entry));
    }

    private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
        boolean executable = (entry.getMode() & 0100) != 0;
        return PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--");
    }
}
