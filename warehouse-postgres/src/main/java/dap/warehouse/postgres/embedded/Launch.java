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
/// same user has another number and files stay ours. A data folder that belongs to an ordinary user
/// is served as that user, so that root and he can use one lake in turns.
///
/// @param programs the folder with `bin/postgres`
/// @param owned a folder that belongs to whom the data belong
record Launch(Path programs, Path owned) {

    private static final int ROOT = 0;

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
    // dac_override: an ordinary user may not read programs in root's cache.
    private List<String> prefix() throws IOException {
        List<String> session = has("setsid") ? List.of("setsid") : List.of();
        if (!isRoot()) {
            return session;
        }
        int owner = (int) Files.getAttribute(owned, "unix:uid");
        List<String> anotherUser =
                owner == ROOT
                        ? List.of("unshare", "--user", "--")
                        : List.of(
                                "setpriv",
                                "--reuid=" + owner,
                                "--regid=" + Files.getAttribute(owned, "unix:gid"),
                                "--clear-groups",
                                "--inh-caps=+dac_override",
                                "--ambient-caps=+dac_override",
                                "--");
        return Stream.concat(session.stream(), anotherUser.stream()).toList();
    }

    static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == ROOT;
    }

    private static boolean has(String program) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
