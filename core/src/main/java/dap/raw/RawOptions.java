package dap.raw;

/// How lines are judged, as the project's settings say.
///
/// @param requireEventId whether a line without `event_id` is rejected; if not, its fair copy gets
///   a stable one from its hash
public record RawOptions(boolean requireEventId) {

    /// The options of a project that sets none.
    public static final RawOptions DEFAULT = new RawOptions(true);
}
