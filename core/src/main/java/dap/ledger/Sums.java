package dap.ledger;

import dap.catalog.StagedDay;
import dap.model.ConflictPolicy;
import dap.warehouse.AccountRow;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/// The sums of one event and arrival day, while they are being added up.
final class Sums {

    private final Set<WaitingFor> reasons = EnumSet.noneOf(WaitingFor.class);
    private long lines;
    private long rejected;
    private long filtered;
    private long facts;
    private long duplicates;
    private long conflicts;
    private long waiting;
    private long multiplied;

    void addRaw(long moreLines, long moreRejected) {
        lines += moreLines;
        rejected += moreRejected;
    }

    void addWaiting(long rows, WaitingFor reason) {
        if (rows > 0) {
            waiting += rows;
            reasons.add(reason);
        }
    }

    /// Rows that DISTINCT merged into an equal one are duplicates: a superseded duplicate each.
    void addStaged(StagedDay day) {
        filtered += day.filtered();
        duplicates += day.collapsed();
        multiplied += day.multiplied();
        addWaiting(day.unconformedRows(), WaitingFor.STAGED);
    }

    void addWarehouse(AccountRow row, ConflictPolicy policy) {
        facts += row.facts();
        duplicates += row.duplicates();
        conflicts += row.conflicts();
        if (policy == ConflictPolicy.REJECT) {
            duplicates -= row.conflicts();
            rejected += row.conflicts();
        }
        addWaiting(row.waiting(), WaitingFor.STAGED);
        addWaiting(row.unreferenced(), WaitingFor.UNREFERENCED);
        rejected += row.refused();
    }

    LedgerRow row(String event, LocalDate day) {
        return new LedgerRow(
                event,
                day.toString(),
                lines,
                rejected,
                filtered,
                facts,
                duplicates,
                conflicts,
                waiting,
                reasons.stream().findFirst().map(WaitingFor::text).orElse(null),
                multiplied,
                lines + multiplied - rejected - filtered - facts - duplicates - waiting);
    }
}
