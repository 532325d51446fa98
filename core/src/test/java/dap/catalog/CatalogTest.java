package dap.catalog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    @TempDir Path folder;

    @Test
    void aDiskThatIsFullIsSaidWithTheHint() {
        try (Catalog catalog = Catalog.open(folder.resolve("catalog.db"))) {

            assertThatThrownBy(() ->
                            catalog.write(handle -> {
                                handle.execute("PRAGMA max_page_count = 1");
                                handle.execute("CREATE TABLE large AS SELECT zeroblob(10000000)");
                            }))
                    .hasMessageContaining("catalog.db")
                    .hasMessageContaining("disk is full")
                    .hasMessageContaining("Free space")
                    .asInstanceOf(InstanceOfAssertFactories.type(DapException.class))
                    .extracting(DapException::code)
                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        }
    }

    @Test
    void aFileThatIsNoCatalogIsSaidWithTheHint() throws IOException {
        Path file = folder.resolve("catalog.db");
        Files.writeString(file, "This is no database. ".repeat(100));

        assertThatThrownBy(() -> Catalog.open(file))
                .hasMessageContaining("catalog.db")
                .hasMessageContaining("damaged")
                .hasMessageContaining("dap rebuild")
                .asInstanceOf(InstanceOfAssertFactories.type(DapException.class))
                .extracting(DapException::code)
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }
}
