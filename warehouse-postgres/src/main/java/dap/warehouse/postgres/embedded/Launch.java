package dap.warehouse.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How programs are started on a server's folder: as the user whom it belongs to, in a session of
/// their own, and never as root.
///
/// PostgreSQL refuses to run as root. Where we are root it runs in a user namespace, in which the
/// same user has another number and files stay ours. A folder that belongs to an ordinary user is
/// served as that user, so that root and he can use one lake in turns; what root makes in it is
/// made as that user too, so that no link of his leads root astray. Where root may make no user
/// namespace, as in many containers, the folder is given to the user `nobody`.
///
/// @param folder the server's, which belongs to whom the data belong
record Launch(Path folder) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    /// @param command a program of PostgreSQL, or one that starts it
    ProcessBuilder program(Path workingFolder, List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        // An interrupt typed on the terminal is for us; the server is asked to stop by us.
        if (has("setsid")) {
            all.add("setsid");
        }
        if (isForAnotherUser(folder)) {
            all.addAll(asOwner());
        } else if (isRoot()) {
            all.addAll(List.of("unshare", "--user", "--"));
        }
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).directory(workingFolder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("PG") || key.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return builder;
    }

    private List<String> asOwner() throws IOException {
        return List.of(
                "setpriv",
                "--reuid=" + owner(folder),
                "--regid=" + Files.getAttribute(folder, "unix:gid"),
                "--clear-groups",
                "--");
    }

    /// Runs a few commands of the shell in the folder, as the user whom it belongs to; what they
    /// make is for him alone.
    ///
    /// @param input what they read from standard input
    void shell(String commands, String input) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        if (isForAnotherUser(folder)) {
            all.addAll(asOwner());
        }
        all.addAll(List.of("/bin/sh", "-ec", "umask 077; " + commands));
        Process process =
                new ProcessBuilder(all)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said.isBlank() ? "access is denied" : said.strip());
        }
    }

    /// Sees to it that somebody can serve `folder`.
    static void makeServable(Path folder) throws IOException, InterruptedException {
        if (isRoot() && owner(folder) == ROOT && !canMakeUserNamespace()) {
            give(folder, NOBODY);
            letThrough(folder.resolveSibling("."));
        }
    }

    /// Lets the user of `folder`'s server pass by it, to what is his below: not look into it.
    private static void letThrough(Path folder) throws IOException {
        int mode = (int) Files.getAttribute(folder, "unix:mode");
        Files.setAttribute(folder, "unix:mode", mode | 0001);
    }

    /// Gives `folder`, and all in it, to another user: the folder itself last, so that a kill in
    /// between leaves it ours. Links are given, not what they lead to.
    ///
    /// @throws IOException if a file in it has another name elsewhere: it may be another's
    static void give(Path folder, int user) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.toList().reversed();
        }
        for (Path file : deepestFirst) {
            boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            if (isFile
                    && (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                            > 1) {
                throw new IOException(
                        file + " has a second name elsewhere and is not given away: remove it");
            }
        }
        for (Path file : deepestFirst) {
            Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /// Whether `folder` is served as another user than we are, who may not look into our own
    /// folders.
    static boolean isForAnotherUser(Path folder) throws IOException {
        return isRoot() && owner(folder) != ROOT;
    }

    private static boolean canMakeUserNamespace() throws IOException, InterruptedException {
        return has("unshare")
                && new ProcessBuilder("unshare", "--user", "--", "true").start().waitFor() == 0;
    }

    private static int owner(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid");
    }

    static boolean isRoot() throws IOException {
        return owner(Path.of("/proc/self")) == ROOT;
    }

    static boolean has(String program) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
