package dap.generator.faults;

/// One line that stands for a treated event.
///
/// @param reason of a rejected or waiting line; empty for others
record Outcome(When when, EventLine line, Fate fate, String reason) {

    /// Where the line goes.
    enum When {
        /// In the event's place.
        NOW,
        /// At the end of the day's file.
        EVENING,
        /// At the end of the next day's file.
        TOMORROW
    }
}
