package dap.raw;

/// How lines are validated, as the project's settings say.
///
/// @param requireEventId whether a line without `event_id` is rejected; if not, its normalized copy
///   gets a stable one from its hash
/// @param maxEventIdLength characters that an `event_id` may have: no more than fit a fact
/// @param named the fields that are known of an object, however many it has
public record RawOptions(boolean requireEventId, int maxEventIdLength, NamedFields named) {

    /// The options of a project that sets none.
    public static final RawOptions DEFAULT = new RawOptions(true, 100);

    public RawOptions(boolean requireEventId, int maxEventIdLength) {
        this(requireEventId, maxEventIdLength, NamedFields.NONE);
    }

    public RawOptions with(NamedFields fields) {
        return new RawOptions(requireEventId, maxEventIdLength, fields);
    }
}
