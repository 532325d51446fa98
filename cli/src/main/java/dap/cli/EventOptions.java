package dap.cli;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.generator.EventGenerator;
import dap.generator.GeneratorOptions;
import java.time.LocalDate;
import picocli.CommandLine.Option;

/// Which events to generate.
final class EventOptions {

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many (default: ${DEFAULT-VALUE}).")
    long events = 100_000;

    @Option(
            names = "--days",
            paramLabel = "D",
            description = "Over how many days (default: ${DEFAULT-VALUE}).")
    int days = 5;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed makes the same events (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    /// @throws DapException `USAGE` if there are no such events
    EventGenerator newGenerator(LocalDate lastDay) {
        try {
            return new EventGenerator(new GeneratorOptions(events, days, lastDay, seed));
        } catch (IllegalArgumentException e) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "These events cannot be generated: %s.".formatted(e.getMessage()),
                    "Ask for at least one event and one day.",
                    e);
        }
    }
}
