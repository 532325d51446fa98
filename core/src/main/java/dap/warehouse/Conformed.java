package dap.warehouse;

/// What a batch came to.
///
/// @param landed rows read from the batch's files
/// @param facts event_ids of this batch, or waiting before it, that are now in a fact table
/// @param duplicates rows of this batch that lost to a greater copy, or made an earlier winner lose
/// @param waiting rows of the family that are landed and in no fact table
/// @param lost rows that are neither: without event_id, or taken out of the landing table by the
///   procedure
/// @param refused rows that the procedure could not take, which were set aside now
public record Conformed(
        long landed, long facts, long duplicates, long waiting, long lost, long refused) {

    /// A batch of which nothing is lost or refused.
    public Conformed(long landed, long facts, long duplicates, long waiting) {
        this(landed, facts, duplicates, waiting, 0, 0);
    }
}
