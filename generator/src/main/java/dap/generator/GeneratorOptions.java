package dap.generator;

import java.time.LocalDate;

/// What to generate. The same options give the same bytes, on every machine.
///
/// @param events over all days
/// @param days how many days, the last of them `lastDay`
/// @param lastDay in UTC
/// @param seed any number
public record GeneratorOptions(long events, int days, LocalDate lastDay, long seed) {
    public GeneratorOptions {
        if (events < 0 || days < 1) {
            throw new IllegalArgumentException(
                    "events must be 0 or more, days 1 or more; got %d and %d"
                            .formatted(events, days));
        }
    }
}
