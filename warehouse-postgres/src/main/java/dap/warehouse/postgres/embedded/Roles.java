package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The roles of a server, made before it starts: by `postgres --single`, the only way in for its
/// superuser, which needs the data folder and no password. Data of an older DAP, where everybody
/// was the superuser, are brought over the same way.
///
/// That it was done, and by which text, is written into the data folder, so that a copy of it that
/// was put back is brought over again.
record Roles(DataFolder files) {

    private static final String DONE = "data/dap_roles";

    private static final List<String> SETTINGS =
            List.of(
                    "exit_on_error=on",
                    "recovery_init_sync_method=syncfs",
                    "log_min_messages=fatal",
                    "log_min_error_statement=panic",
                    "log_error_verbosity=terse",
                    "log_checkpoints=off",
                    "timezone=UTC",
                    "log_timezone=UTC");

    boolean areMade() throws IOException {
        try {
            return files.hasPasswords()
                    && DataFolder.read(files.folder().resolve(DONE)).strip().equals(version());
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /// Makes them, with new passwords where there are none. The server does not run.
    ///
    /// @return whether that was done; false where a process of a server that died still holds the
    ///   data
    boolean make() throws IOException, InterruptedException {
        files.makePasswords();
        String sql = script();
        for (Role role : Role.values()) {
            sql = sql.replace("{" + role.word() + "}", files.password(role));
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                files.program("postgres"),
                                "--single",
                                "-j",
                                "-D",
                                files.data().toString()));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        command.add(EmbeddedServer.DATABASE);
        Process process =
                new ServerLock(files)
                        .holding("", files.folder(), command)
                        .redirectErrorStream(true)
                        .start();
        String said;
        try (InputStream out = process.getInputStream()) {
            send(process, sql);
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        int exit = process.waitFor();
        if (exit == ServerLock.HELD) {
            return false;
        }
        if (exit != 0) {
            throw new DapException(
                    ErrorCode.WAREHOUSE_UNAVAILABLE,
                    "The embedded PostgreSQL in %s cannot be given its roles: %s."
                            .formatted(files.folder(), DataFolder.reason(said)),
                    DataFolder.IF_DAMAGED);
        }
        files.tighten();
        files.write(DONE, version() + "\n");
        return true;
    }

    // It may end before it has read all: then what it said tells why.
    private static void send(Process process, String sql) {
        try (var in = process.getOutputStream()) {
            in.write(sql.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // Its exit code is looked at.
        }
    }

    private static String version() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(script().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String script() throws IOException {
        try (InputStream in = Roles.class.getResourceAsStream("roles.sql")) {
            if (in == null) {
                throw new IllegalStateException("resource roles.sql is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
