package dap.engine.trino;

import io.trino.jdbc.QueryStats;
import io.trino.jdbc.TrinoStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What one statement has read from its tables, as the cluster counted it while it ran.
final class ReadRows {

    /// Of more files the Hive connector may read others beside them, and leave those out after they
    /// were counted: it then makes a range of their paths (`hive.domain-compaction-threshold`).
    static final int MAX_OBJECTS = 100;

    private volatile @Nullable QueryStats last;

    /// To be called before the statement is executed.
    void watch(Statement statement) throws SQLException {
        statement.unwrap(TrinoStatement.class).setProgressMonitor(stats -> last = stats);
    }

    /// Absent where the statement's end was not heard, or it read nothing: then the cluster saw
    /// beforehand that no row would come of it.
    OptionalLong rows() {
        QueryStats stats = last;
        return stats != null && "FINISHED".equals(stats.getState()) && stats.getProcessedRows() > 0
                ? OptionalLong.of(stats.getProcessedRows())
                : OptionalLong.empty();
    }
}
