package dap.warehouse;

import dap.model.FamilyName;
import java.util.List;

/// What a batch came to.
///
/// @param landed rows read from the batch's files
/// @param facts event_ids of this batch, or waiting before it, that are now in a fact table
/// @param duplicates rows of this batch that another copy superseded, or that superseded an earlier
///   one
/// @param waiting rows of the family that are landed and in no fact table
/// @param lost rows that are neither: without event_id, or taken out of the landing table by the
///   procedure
/// @param refused rows that the procedure could not take, which were set aside now
/// @param moved what came forward in other families, whose procedures were called as well
public record Conformed(
        long landed,
        long facts,
        long duplicates,
        long waiting,
        long lost,
        long refused,
        List<Moved> moved) {
    public Conformed {
        moved = List.copyOf(moved);
    }

    /// A batch of one family.
    public Conformed(
            long landed, long facts, long duplicates, long waiting, long lost, long refused) {
        this(landed, facts, duplicates, waiting, lost, refused, List.of());
    }

    /// A batch of one family, of which nothing is lost or refused.
    public Conformed(long landed, long facts, long duplicates, long waiting) {
        this(landed, facts, duplicates, waiting, 0, 0);
    }

    /// Events whose current version was given up, and is now one of another family.
    ///
    /// @param events how many came forward
    /// @param lost of them, those that the procedure took out of the landing table
    /// @param refused of them, those that the procedure could not take
    public record Moved(FamilyName family, long events, long lost, long refused) {}
}
