package dap.warehouse.postgres.embedded;

import dap.errors.DapException;
import java.io.IOException;
import java.nio.file.Path;

/// A second process that uses a server.
final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedServer server;
        try {
            server =
                    EmbeddedServer.attach(
                            Path.of(arguments[0]), Binaries.inCacheOf(System.getenv()));
        } catch (DapException e) {
            System.out.println(e.code() + ": " + e.problem());
            return;
        }
        System.out.println(server.jdbcUrl());
        if (arguments[1].equals("stay")) {
            // Until it is killed: the test holds the other end open.
            System.in.read();
        }
        server.close();
    }
}
