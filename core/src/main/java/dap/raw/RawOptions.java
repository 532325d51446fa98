package dap.raw;

/// How lines are judged, as the project's settings say.
///
/// @param requireEventId whether a line without `event_id` is rejected; if not, its fair copy gets
///   a stable one from its hash
/// @param maxEventIdLength characters that an `event_id` may have: no more than fit a fact
public record RawOptions(boolean requireEventId, int maxEventIdLength) {

    /// The options of a project that sets none.
    public static final RawOptions DEFAULT = new RawOptions(true, 100);
}
