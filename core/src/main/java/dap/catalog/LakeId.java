package dap.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/// The lake's id once more, in a file beside the catalog: it tells a lake whose catalog is gone
/// from a new one, and by it the warehouse knows what came from the lake.
///
/// @param file `lake.id`
record LakeId(Path file) {

    static LakeId of(Path catalog) {
        return new LakeId(catalog.resolveSibling("lake.id"));
    }

    /// @throws dap.errors.DapException `STORE_UNAVAILABLE`
    Optional<String> find() {
        try {
            return Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw Catalog.unavailable(file, e);
        }
    }

    /// Writes it, whole, unless it is there.
    void keep(String id) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path temporary = file.resolveSibling("lake.id." + UUID.randomUUID());
        Files.writeString(temporary, id + "\n", StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
