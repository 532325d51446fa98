package dap.warehouse.postgres;

import dap.testkit.ReplacementContract;
import dap.testkit.WarehouseContract;
import dap.warehouse.Warehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresWarehouseTest implements WarehouseContract, ReplacementContract {

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
