package dap.generator;

/// One person's way through the services, as far as one event of it needs to know.
///
/// @param seed of everything that stays the same along the way
/// @param user number of the person
/// @param relyingParty the service that the person wants to use
record Journey(long seed, long user, RelyingParty relyingParty) {

    /// Always the same for the same key.
    long draw(long key) {
        return SeededRandom.mix(seed, key);
    }
}
