package dap.warehouse.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How PostgreSQL's programs are started: in a session of their own, and never as root.
///
/// PostgreSQL refuses to run as root. Where we are root it runs in a user namespace, in which the
/// same user has another number and files stay ours. A folder that belongs to an ordinary user is
/// served as that user, so that root and he can use one lake in turns. Where root may make no user
/// namespace, as in many containers, the folder is given to the user `nobody`.
///
/// @param programs the folder with `bin/postgres`
/// @param owned a folder that belongs to whom the data belong
record Launch(Path programs, Path owned) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    ProcessBuilder program(String name, Path workingFolder, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix());
        command.add(programs.resolve("bin").resolve(name).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("PG") || key.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return builder;
    }

    // setsid: an interrupt typed on the terminal is for us, the server is asked to stop by us.
    private List<String> prefix() throws IOException {
        List<String> session = has("setsid") ? List.of("setsid") : List.of();
        if (!isRoot()) {
            return session;
        }
        int owner = owner(owned);
        List<String> anotherUser =
                owner == ROOT
                        ? List.of("unshare", "--user", "--")
                        : List.of(
                                "setpriv",
                                "--reuid=" + owner,
                                "--regid=" + Files.getAttribute(owned, "unix:gid"),
                                "--clear-groups",
                                "--");
        return Stream.concat(session.stream(), anotherUser.stream()).toList();
    }

    /// Sees to it that somebody can serve `folder`.
    static void makeServable(Path folder) throws IOException, InterruptedException {
        if (isRoot() && owner(folder) == ROOT && !canMakeUserNamespace()) {
            give(folder, NOBODY);
        }
    }

    /// Gives `folder`, and all in it, to another user.
    static void give(Path folder, int user) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setAttribute(file, "unix:uid", user);
                Files.setAttribute(file, "unix:gid", user);
            }
        }
    }

    /// Whether `folder` is served as another user than we are, who may not look into our own
    /// folders.
    static boolean isForAnotherUser(Path folder) throws IOException {
        return isRoot() && owner(folder) != ROOT;
    }

    /// Gives `file`, which we made in `folder`, to whom the folder belongs.
    static void makeAlike(Path folder, Path file) throws IOException {
        if (isForAnotherUser(folder)) {
            give(file, owner(folder));
        }
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

    private static boolean has(String program) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
