package dap.ledger;

import org.jspecify.annotations.Nullable;

/// The account of one event and arrival day: lines = rejected + filtered + facts + duplicates +
/// waiting, and what is missing from that is unexplained. Where the DML makes several rows of a
/// line, those beyond one each are added to the lines.
///
/// @param event wire name; `?` for lines that do not tell theirs
/// @param day arrival day, ISO
/// @param lines lines that came, blank ones left out
/// @param rejected lines with a reason against them, and rows that the warehouse could not take
/// @param filtered rows that the DML's own WHERE left out
/// @param facts rows that a fact table holds, booked on the arrival day of the current version
/// @param duplicates copies that lost
/// @param conflicts copies that lost to one of another event or content; they are among the
///   duplicates, or among the rejected where `conflicts` is `reject`
/// @param waiting rows that are on their way, or held
/// @param waitingFor why: `held` (in RAW objects that are not as they should be), `open`,
///   `disabled`, `unmapped`, `failed`, `pending` (the next run), `unreferenced` (landed; the
///   reference data do not name the event) or `staged` (not yet conformed, or left out by the
///   procedure); null where nothing waits
/// @param multiplied rows beyond one for each line
/// @param unexplained zero, or something is wrong
public record LedgerRow(
        String event,
        String day,
        long lines,
        long rejected,
        long filtered,
        long facts,
        long duplicates,
        long conflicts,
        long waiting,
        @Nullable String waitingFor,
        long multiplied,
        long unexplained) {}
