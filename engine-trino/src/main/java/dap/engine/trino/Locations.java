package dap.engine.trino;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.nio.file.Path;

/// The lake's paths as the cluster names them.
///
/// @param lake the lake's folder
/// @param location the same folder, for the cluster
record Locations(Path lake, String location) {

    Locations {
        lake = lake.toAbsolutePath().normalize();
    }

    /// @throws DapException `STORE_UNAVAILABLE` for a path outside the lake
    String of(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!absolute.startsWith(lake)) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s lies outside the lake, where Trino cannot see it.".formatted(path),
                    "Keep it below %s.".formatted(lake));
        }
        String relative = lake.relativize(absolute).toString().replace('\\', '/');
        return (location.endsWith("/") ? location : location + "/") + relative;
    }
}
