package dap.warehouse;

/// What a batch came to.
///
/// @param landed rows read from the batch's files
/// @param facts event_ids of this batch, or waiting before it, that are now in a fact table
/// @param duplicates rows of this batch that lost to a greater copy, or made an earlier winner lose
/// @param waiting rows of the family that are landed and in no fact table
public record Conformed(long landed, long facts, long duplicates, long waiting) {}
