package dap.warehouse.postgres;

import dap.model.ConflictPolicy;

/// Which of an event's copies is its current version.
enum CopyOrder {
    /// The greatest of (timestamp, arrival day, hash).
    NEWEST("(%1$s.ts, %1$s.arrival_day, %1$s.hash)", ">", "ts DESC, arrival_day DESC, hash DESC"),

    /// The least of (arrival day, timestamp, hash).
    FIRST("(%1$s.arrival_day, %1$s.ts, %1$s.hash)", "<", "arrival_day, ts, hash");

    private final String key;
    private final String comparison;
    private final String columns;

    CopyOrder(String key, String comparison, String columns) {
        this.key = key;
        this.comparison = comparison;
        this.columns = columns;
    }

    static CopyOrder of(ConflictPolicy policy) {
        return switch (policy) {
            case NEWEST -> NEWEST;
            case FIRST, REJECT -> FIRST;
        };
    }

    /// The condition that the copy of one alias is preferred to another's.
    String isBefore(String one, String other) {
        return key.formatted(one) + " " + comparison + " " + key.formatted(other);
    }

    /// For ORDER BY: the preferred first.
    String columns() {
        return columns;
    }
}
