package dap.step.ingest;

/// What bounds the memory of an ingest, and the size of what it writes.
///
/// @param objectBytes uncompressed size at which an object is rolled
/// @param events how many event names one input may have; more are data, not names
record IngestLimits(long objectBytes, int events) {

    private static final int MAX_EVENTS = 5_000;

    static IngestLimits of(long objectBytes) {
        return new IngestLimits(objectBytes, MAX_EVENTS);
    }
}
