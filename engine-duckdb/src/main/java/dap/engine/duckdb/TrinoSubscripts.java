package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.TIMESTAMP;

import java.sql.SQLException;
import java.time.LocalDateTime;

/// Places in arrays as Trino counts them, from 1, and what fails there. Functions of their own, as
/// DuckDB's error() cannot stand in a TRY.
final class TrinoSubscripts {

    /// As many as Trino puts in an array by a call.
    private static final int MAX_ENTRIES = 10_000;

    private TrinoSubscripts() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_index", BIGINT, BIGINT, TrinoSubscripts::position);
        functions.register("trino_present", BIGINT, BIGINT, TrinoSubscripts::present);
        functions.register("trino_subscript", BIGINT, BIGINT, BIGINT, TrinoSubscripts::subscript);
        functions.register(
                "trino_slice_start", BIGINT, BIGINT, BIGINT, BIGINT, TrinoSubscripts::sliceStart);
        functions.register(
                "trino_slice_end", BIGINT, BIGINT, BIGINT, BIGINT, TrinoSubscripts::sliceEnd);
        functions.register("trino_repetitions", BIGINT, BIGINT, TrinoSubscripts::repetitions);
        functions.register("trino_step", BIGINT, BIGINT, BIGINT, BIGINT, TrinoSubscripts::step);
        functions.register("trino_steps", BIGINT, BIGINT, BIGINT, TrinoSubscripts::steps);
        functions.register(
                "trino_month_steps",
                TIMESTAMP,
                TIMESTAMP,
                BIGINT,
                BIGINT,
                TrinoSubscripts::monthSteps);
    }

    private static UnfitValue failure(String reason) {
        return new UnfitValue(reason);
    }

    /// The index of element_at: not 0, from the end where it is negative.
    static long position(long index) {
        if (index == 0 || index < Integer.MIN_VALUE) {
            throw failure("SQL array indices start at 1");
        }
        return index;
    }

    /// @param position 0 where the key is not in the map
    static long present(long position) {
        if (position == 0) {
            throw failure("key not present in map");
        }
        return position;
    }

    static long subscript(long index, long length) {
        if (index < 1 || index > length) {
            throw failure("array subscript out of bounds");
        }
        return index;
    }

    /// The first position of a slice; behind its end where there is nothing in it.
    static long sliceStart(long start, long count, long length) {
        if (start == 0) {
            throw failure("SQL array indices start at 1");
        }
        if (count < 0) {
            throw failure("length must be greater than or equal to 0");
        }
        long first = start > 0 ? start : length + start + 1;
        return first < 1 || first > length || count == 0 ? 1 : first;
    }

    static long sliceEnd(long start, long count, long length) {
        long first = start > 0 ? start : length + start + 1;
        return first < 1 || first > length || count == 0
                ? 0
                : first - 1 + Math.min(count, length - first + 1);
    }

    static long repetitions(long count) {
        if (count < 0) {
            throw failure("count argument of repeat must be greater than or equal to 0");
        }
        return count;
    }

    /// How many steps of months lead from one time to another.
    static long monthSteps(LocalDateTime from, LocalDateTime to, long step) {
        int direction = to.compareTo(from);
        if (direction != 0 && (direction > 0) != (step > 0)) {
            throw failure("the sequence does not lead to its end");
        }
        return steps(TrinoTimes.months(from, to), step);
    }

    /// The step of a sequence of numbers, if it leads from `start` to `stop`.
    static long step(long start, long stop, long step) {
        steps(Math.subtractExact(stop, start), step);
        return step;
    }

    /// How many steps lead over a distance.
    static long steps(long distance, long step) {
        if (step == 0) {
            throw failure("the step of a sequence is zero");
        }
        if (distance != 0 && (distance > 0) != (step > 0)) {
            throw failure("the sequence does not lead to its end");
        }
        long steps = distance / step;
        if (steps >= MAX_ENTRIES) {
            throw failure("the sequence has too many entries");
        }
        return steps;
    }
}
