package dap.cli;

import dap.engine.LakeEngine;
import dap.engine.duckdb.DuckDbEngine;
import dap.engine.trino.TrinoEngine;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Settings;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The lake engine that the settings name.
final class Engines {

    private Engines() {}

    /// @param work a folder of this process's own within the lake
    /// @param environment the process's variables: they may hold a password
    static LakeEngine open(
            Settings settings, LakeLayout layout, Path work, Map<String, String> environment) {
        return switch (settings.engine()) {
            case "duckdb" ->
                    new DuckDbEngine(
                            new dap.engine.duckdb.EngineOptions(
                                    settings.engineMemory(),
                                    settings.engineSlots(),
                                    work,
                                    settings.engineSpill(),
                                    layout.engineFolders()));
            case "trino" -> trino(settings, layout, work, environment);
            default -> throw new IllegalArgumentException(settings.engine());
        };
    }

    private static LakeEngine trino(
            Settings settings, LakeLayout layout, Path work, Map<String, String> environment) {
        Settings.Trino trino = settings.trino();
        return new TrinoEngine(
                new dap.engine.trino.EngineOptions(
                        trino.url().orElseThrow(),
                        trino.user(),
                        password(trino, environment),
                        trino.tokenEnv().map(name -> variable(name, "token-env", environment)),
                        settings.environment(),
                        layout.root(),
                        trino.location().orElseThrow(),
                        work,
                        settings.engineSlots()));
    }

    private static Optional<String> password(
            Settings.Trino trino, Map<String, String> environment) {
        return trino.passwordFile()
                .map(Engines::read)
                .or(() ->
                        trino.passwordEnv()
                                .map(name -> variable(name, "password-env", environment)));
    }

    private static String variable(String name, String key, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null) {
            throw new DapException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "The environment variable %s, named by engine.%s, is not set."
                            .formatted(name, key),
                    "Set it to the secret of the cluster's user.");
        }
        return value;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "The file %s, named by engine.password-file, cannot be read.".formatted(file),
                    "Check that it is there and that you may read it.",
                    e);
        }
    }
}
