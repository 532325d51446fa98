package dap.bench;

import java.sql.SQLException;

/// One figure made ready: what DAP does, and what it is held against, to be measured in turn.
///
/// Neither changes what the other finds. Setting up is not in the measured time.
interface Pair extends AutoCloseable {

    /// What DAP takes, in seconds.
    double ours() throws Exception;

    /// What the baseline takes, in seconds.
    double baseline() throws Exception;

    @Override
    default void close() throws SQLException {}
}
