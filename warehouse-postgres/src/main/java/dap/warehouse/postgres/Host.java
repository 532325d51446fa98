package dap.warehouse.postgres;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Settings;
import dap.warehouse.postgres.embedded.Binaries;
import dap.warehouse.postgres.embedded.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the PostgreSQL server is, and how one gets in.
sealed interface Host extends AutoCloseable permits EmbeddedHost, Host.Remote {

    /// The way in, as it is now; a server of our own is made, started or started again first.
    ///
    /// @param role who wants in; somebody's own server has one user for all
    Login login(Role role);

    /// Whether each role has a login of its own.
    boolean hasRoles();

    /// Whether a server that was logged in to is known to have ended: one of our own is looked at.
    default boolean isGone() {
        return false;
    }

    /// Tells that the server found its disk full: it may die of that, and then says no more.
    default void diskWasFull() {}

    /// How messages name the server: never with a password.
    String name();

    @Override
    void close();

    /// @param url without a password
    record Login(String url, String user, Optional<String> password) {
        @Override
        public String toString() {
            return "Login as " + user;
        }
    }

    /// The host that the settings name.
    ///
    /// @param folder where an embedded server keeps its files
    static Host of(Settings.Warehouse settings, Path folder, Map<String, String> environment) {
        return settings.url().isPresent()
                ? new Remote(settings.url().get(), settings, environment)
                : new EmbeddedHost(folder, Binaries.inCacheOf(environment));
    }

    /// Somebody's server.
    record Remote(String url, Settings.Warehouse settings, Map<String, String> environment)
            implements Host {

        @Override
        public Login login(Role role) {
            String user = settings.user().orElseGet(() -> System.getProperty("user.name"));
            return new Login(url, user, password());
        }

        @Override
        public boolean hasRoles() {
            return false;
        }

        private Optional<String> password() {
            if (settings.passwordFile().isPresent()) {
                return Optional.of(readPassword(settings.passwordFile().get()));
            }
            return settings.passwordEnv().map(this::passwordFromEnvironment);
        }

        private String passwordFromEnvironment(String variable) {
            String value = environment.get(variable);
            if (value == null) {
                throw new DapException(
                        ErrorCode.WAREHOUSE_UNAVAILABLE,
                        "The environment variable %s, named by warehouse.password-env, is not set."
                                .formatted(variable),
                        "Set it to the password of the warehouse.");
            }
            return value;
        }

        private static String readPassword(Path file) {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new DapException(
                        ErrorCode.WAREHOUSE_UNAVAILABLE,
                        "The file %s, named by warehouse.password-file, cannot be read."
                                .formatted(file),
                        "Check that it is there and that you may read it.",
                        e);
            }
        }

        @Override
        public String name() {
            return url.replaceFirst("[?].*", "").replaceFirst("//[^/@]*@", "//");
        }

        @Override
        public String toString() {
            return name();
        }

        @Override
        public void close() {}
    }
}
