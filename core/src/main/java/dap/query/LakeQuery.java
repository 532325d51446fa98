package dap.query;

import dap.engine.LakeEngine;
import dap.errors.DapException;
import dap.model.RowSink;
import dap.sql.BoundQuery;
import dap.sql.TableFile;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks the lake while runs go on. A run may put other files in the place of those that a query has
/// just been bound to; it is bound again then, as long as nobody has seen a row of it.
public final class LakeQuery {

    private static final int TRIES = 5;

    private LakeQuery() {}

    /// @param bind the query, with the files that its tables have now
    public static void ask(LakeEngine engine, Supplier<BoundQuery> bind, RowSink rows) {
        Watched watched = new Watched(rows);
        for (int tries = 1; ; tries++) {
            BoundQuery query = bind.get();
            try {
                engine.query(query, watched);
                return;
            } catch (DapException e) {
                if (tries == TRIES || watched.hasBegun || !hasLostFiles(query)) {
                    throw e;
                }
            }
        }
    }

    private static boolean hasLostFiles(BoundQuery query) {
        return query.files().values().stream()
                .flatMap(List::stream)
                .map(TableFile::path)
                .anyMatch(file -> !Files.exists(file));
    }

    private static final class Watched implements RowSink {
        private final RowSink rows;
        private boolean hasBegun;

        Watched(RowSink rows) {
            this.rows = rows;
        }

        @Override
        public void columns(List<String> names) {
            hasBegun = true;
            rows.columns(names);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            rows.row(values);
        }
    }
}
