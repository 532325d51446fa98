package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.warehouse.postgres.embedded.Binaries;
import dap.warehouse.postgres.embedded.EmbeddedServer;
import dap.warehouse.postgres.embedded.EmbeddedServer.Running;
import dap.warehouse.postgres.embedded.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `dap warehouse`: the way in for psql and BI tools.
@Command(
        name = "warehouse",
        description =
                "The way into the warehouse for psql and BI tools: where it is; starting the embedded one for"
                        + " longer than a command; stopping it.")
final class WarehouseCommand implements Runnable {

    private static final int LAST_PORT = 65_535;

    @ParentCommand @Nullable Main main;

    @Override
    public void run() {
        throw new DapException(
                ErrorCode.USAGE,
                "dap warehouse does nothing by itself.",
                "Use dap warehouse url, start or stop.");
    }

    @Command(
            name = "url",
            description =
                    "Print the URL for psql and other tools: psql \"$(dap warehouse url)\". The embedded"
                            + " warehouse has to run: dap warehouse start. The URL names a file with the password,"
                            + " which libpq reads; for other tools --json has it. That of another server holds"
                            + " none.")
    int url(
            @Option(
                            names = "--role",
                            paramLabel = "reader|loader|owner",
                            description =
                                    "Who is to log in to the embedded warehouse (default: reader, who may only"
                                            + " ask).")
                    @Nullable Role role) {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            Optional<String> remote = session.settings().warehouse().url();
            if (remote.isPresent()) {
                if (role != null) {
                    throw new DapException(
                            ErrorCode.USAGE,
                            "--role is of the embedded warehouse, and the project's is a server of its own.",
                            "Leave it out: who logs in there, warehouse.user says.");
                }
                print(dap, remote(session, remote.get()));
                return 0;
            }
            Path folder = session.layout().warehouseFolder();
            Running running =
                    EmbeddedServer.find(folder, binaries(), role == null ? Role.READER : role)
                            .orElseThrow(() ->
                                    new DapException(
                                            ErrorCode.WAREHOUSE_UNAVAILABLE,
                                            "The embedded PostgreSQL in %s does not run."
                                                    .formatted(folder),
                                            "Start it: dap warehouse start."));
            print(dap, embedded(running));
            return 0;
        }
    }

    @Command(
            name = "start",
            description =
                    "Start the embedded warehouse, and keep it when the command is over. Runs and queries use it"
                            + " meanwhile as they always do.")
    int start(
            @Option(
                            names = "--port",
                            paramLabel = "P",
                            description =
                                    "Where it listens, on 127.0.0.1 (default: the port it had, or any).")
                    @Nullable Integer port) {
        Main dap = Commands.parent(main);
        if (port != null && (port < 1 || port > LAST_PORT)) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "%d is no port.".formatted(port),
                    "Name one from 1024 to %d.".formatted(LAST_PORT));
        }
        try (Session session = dap.openSession()) {
            refuseRemote(session);
            Running running =
                    EmbeddedServer.keep(
                            session.layout().warehouseFolder(),
                            binaries(),
                            port == null ? OptionalInt.empty() : OptionalInt.of(port),
                            Role.READER);
            print(dap, embedded(running));
            if (port != null && port != running.port() && !dap.options.json) {
                dap.terminal()
                        .err()
                        .println(
                                "It listens on %d: another program has port %d, or it ran already. Stop it first to try again."
                                        .formatted(running.port(), port));
            }
            return 0;
        }
    }

    @Command(
            name = "stop",
            description =
                    "Stop the embedded warehouse. While another dap uses it, it goes on until that is done.")
    int stop() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            refuseRemote(session);
            EmbeddedServer.Stopped stopped =
                    EmbeddedServer.stop(session.layout().warehouseFolder(), binaries());
            String words =
                    switch (stopped) {
                        case STOPPED -> "stopped";
                        case STILL_USED -> "still used by another dap; it stops when that is done";
                        case DID_NOT_RUN -> "it did not run";
                    };
            dap.terminal()
                    .out()
                    .println(
                            dap.options.json
                                    ? Json.text(
                                            Map.of(
                                                    "running",
                                                    stopped == EmbeddedServer.Stopped.STILL_USED))
                                    : words);
            return 0;
        }
    }

    private static Binaries binaries() {
        return Binaries.inCacheOf(System.getenv());
    }

    private static void refuseRemote(Session session) {
        if (session.settings().warehouse().url().isPresent()) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "The project's warehouse is a server of its own, named by warehouse.url.",
                    "Start and stop it with its own tools, or leave warehouse.url out.");
        }
    }

    private static Map<String, Object> embedded(Running running) {
        String address = "127.0.0.1:%d/%s".formatted(running.port(), EmbeddedServer.DATABASE);
        EmbeddedServer.Login login = running.login();
        Map<String, Object> way = new LinkedHashMap<>();
        // A password in a URL is in the list of arguments of whoever uses it: ps shows it to all.
        way.put(
                "url",
                "postgresql://%s@%s?passfile=%s"
                        .formatted(login.user(), address, encoded(login.passwordFile())));
        way.put("jdbcUrl", "jdbc:postgresql://" + address);
        way.put("user", login.user());
        way.put("password", login.password());
        way.put("passwordFile", login.passwordFile().toString());
        way.put("kept", running.kept());
        return way;
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static Map<String, Object> remote(Session session, String url) {
        String user =
                session.settings()
                        .warehouse()
                        .user()
                        .orElseGet(() -> System.getProperty("user.name"));
        String bare = url.replaceFirst("^jdbc:", "").replaceFirst("//[^/@]*@", "//");
        Map<String, Object> way = new LinkedHashMap<>();
        way.put("url", bare.replaceFirst("//", "//" + user + "@"));
        way.put("jdbcUrl", "jdbc:" + bare);
        way.put("user", user);
        way.put("password", null);
        way.put("kept", true);
        return way;
    }

    private static void print(Main dap, Map<String, Object> way) {
        dap.terminal()
                .out()
                .println(dap.options.json ? Json.text(way) : way.getOrDefault("url", ""));
    }
}
