package dap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Takes the native libraries of DuckDB and SQLite out of their jars, once, when DAP is built:
/// their drivers would unpack them into the temporary folder at every start, and a killed process
/// leaves them there, 72 MB each time.
///
/// The drivers find them by `java.library.path` and `org.sqlite.lib.path`.
final class NativeLibraries {

    private static final String DUCKDB = "libduckdb_java.so_";

    private NativeLibraries() {}

    /// @param args the folder with the jars
    public static void main(String[] args) throws IOException {
        takeOut(Path.of(args[0]));
    }

    /// Where a jar has no library for this machine, its driver does as ever.
    static void takeOut(Path folder) throws IOException {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(folder, "{duckdb_jdbc,sqlite-jdbc}-*.jar")) {
            for (Path jar : jars) {
                if (unpack(jar, folder)) {
                    leaveOut(jar);
                }
            }
        }
    }

    private static boolean unpack(Path jar, Path folder) throws IOException {
        String arch = System.getProperty("os.arch");
        boolean isMac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        String sqlite = System.mapLibraryName("sqlitejdbc");
        boolean isFound = false;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            isFound |=
                    unpack(
                            zip,
                            DUCKDB
                                    + (isMac ? "macos_" : "linux_")
                                    + (arch.equals("aarch64") ? "arm64" : arch),
                            folder.resolve(System.mapLibraryName("duckdb_java")));
            isFound |=
                    unpack(
                            zip,
                            "org/sqlite/native/%s/%s/%s"
                                    .formatted(
                                            isMac ? "Mac" : "Linux",
                                            arch.equals("amd64") ? "x86_64" : arch,
                                            sqlite),
                            folder.resolve(sqlite));
        }
        return isFound;
    }

    private static boolean unpack(ZipFile zip, String name, Path target) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return false;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return true;
    }

    private static void leaveOut(Path jar) throws IOException {
        Path lean = jar.resolveSibling(jar.getFileName() + ".lean");
        try (ZipFile zip = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(lean))) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!isLibrary(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream in = zip.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
            }
        }
        Files.move(lean, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isLibrary(String name) {
        return name.startsWith(DUCKDB)
                || (name.startsWith("org/sqlite/native/") && !name.endsWith("/"));
    }
}
