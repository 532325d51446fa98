package dap.ledger;

import java.util.List;

/// The whole account, oldest day first.
///
/// @param unexplained the sum over all rows of what is missing, without regard to sign
/// @param objects RAW objects that are not as they should be
public record Account(long unexplained, List<LedgerRow> rows, List<ObjectRow> objects) {
    public Account {
        rows = List.copyOf(rows);
        objects = List.copyOf(objects);
    }

    static Account of(List<LedgerRow> rows, List<ObjectRow> objects) {
        return new Account(
                rows.stream().mapToLong(row -> Math.abs(row.unexplained())).sum(), rows, objects);
    }

    /// Whether nothing is unexplained, and no object of a loaded event wants a decision.
    public boolean isClean() {
        return unexplained == 0 && objects.stream().noneMatch(ObjectRow::enabled);
    }
}
