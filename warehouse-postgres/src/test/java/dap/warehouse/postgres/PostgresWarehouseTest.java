package dap.warehouse.postgres;

import dap.testkit.CopiesContract;
import dap.testkit.PrepareContract;
import dap.testkit.ReplacementContract;
import dap.testkit.SetAsideContract;
import dap.testkit.WarehouseContract;
import dap.warehouse.Warehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresWarehouseTest
        implements WarehouseContract,
                CopiesContract,
                PrepareContract,
                ReplacementContract,
                SetAsideContract {

    private final PostgresWarehouse warehouse = TestServer.newWarehouse();

    @TempDir Path folder;

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Override
    public Warehouse warehouse() {
        return warehouse;
    }

    @Override
    public Path folder() {
        return folder;
    }
}
