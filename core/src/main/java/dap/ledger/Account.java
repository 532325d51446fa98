package dap.ledger;

import java.util.List;

/// The whole account, oldest day first.
///
/// @param unexplained the sum over all rows of what is missing, without regard to sign
public record Account(long unexplained, List<LedgerRow> rows) {
    public Account {
        rows = List.copyOf(rows);
    }

    static Account of(List<LedgerRow> rows) {
        return new Account(rows.stream().mapToLong(row -> Math.abs(row.unexplained())).sum(), rows);
    }
}
