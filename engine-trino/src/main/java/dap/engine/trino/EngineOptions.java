package dap.engine.trino;

import java.nio.file.Path;
import java.util.Optional;

/// Where the cluster is, how one gets in, and where it sees the lake.
///
/// @param url `jdbc:trino://host:port/catalog`, without a password
/// @param user absent: the name of who runs DAP
/// @param password absent where the cluster asks for none; needs TLS
/// @param token a JWT, in place of a password; needs TLS
/// @param environment the environment's name, which begins the name of the work schema
/// @param lake the lake's folder
/// @param location the same folder as the cluster's catalog names it: `s3://bucket/lake`
/// @param workFolder a folder of this process's own within the lake, for files in the making
/// @param slots how many statements run at once
public record EngineOptions(
        String url,
        Optional<String> user,
        Optional<String> password,
        Optional<String> token,
        String environment,
        Path lake,
        String location,
        Path workFolder,
        int slots) {

    @Override
    public String toString() {
        return "Trino at " + url;
    }
}
