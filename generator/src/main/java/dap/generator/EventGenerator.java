package dap.generator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// Generates events day by day, each day in the order of time.
///
/// Days are independent of each other: any of them can be written alone, again, in any order.
/// Memory grows with the journeys under way at one time, not with the events.
///
/// ```java
/// EventGenerator generator = new EventGenerator(new GeneratorOptions(100_000, 7, yesterday, 1));
/// for (LocalDate day : generator.days()) {
///     generator.writeDay(day, fileOf(day));
/// }
/// ```
public final class EventGenerator {

    private static final int FLUSH_AT = 48 * 1024;
    private static final int EVENTS_PER_USER = 12;

    private final GeneratorOptions options;
    private final Weights<JourneySpec> journeys = JourneySpec.load();
    private final Weights<RelyingParty> relyingParties = RelyingParty.load();

    public EventGenerator(GeneratorOptions options) {
        this.options = options;
    }

    /// All days, in order.
    public List<LocalDate> days() {
        return IntStream.range(0, options.days()).mapToObj(this::day).toList();
    }

    private LocalDate day(int index) {
        return options.lastDay().minusDays(options.days() - 1L - index);
    }

    /// How many events `day` has. Over all days these are exactly the events asked for.
    public long eventsOn(LocalDate day) {
        long before = 0;
        long until = 0;
        long all = 0;
        for (LocalDate each : days()) {
            all += DayCurve.weight(each);
            if (each.isBefore(day)) {
                before = all;
            }
            if (!each.isAfter(day)) {
                until = all;
            }
        }
        return share(until, all) - share(before, all);
    }

    private long share(long weight, long all) {
        return Math.multiplyExact(options.events(), weight) / all;
    }

    /// Writes the events of one day as JSON lines. Leaves `out` open.
    public void writeDay(LocalDate day, OutputStream out) throws IOException {
        long all = eventsOn(day);
        LineBuffer lines = new LineBuffer();
        EventWriter writer = new EventWriter(day, lines);
        SeededRandom draws = new SeededRandom(SeededRandom.mix(options.seed(), day.toEpochDay()));
        PriorityQueue<PlannedJourney> underWay = new PriorityQueue<>();
        RareJourneys rare = new RareJourneys(journeys.things(), all);
        for (long planned = 0; planned < all; ) {
            int second = DayCurve.second(planned, all);
            Optional<JourneySpec> due = rare.due(planned);
            JourneySpec spec = due.orElseGet(() -> journeys.pick(draws.next()));
            PlannedJourney trip =
                    PlannedJourney.plan(
                            spec, due.isPresent(), journey(draws), planned, second, all - planned);
            planned += trip.events();
            writeUntil(second, underWay, writer, lines, out);
            underWay.add(trip);
        }
        writeUntil(Moment.SECONDS_PER_DAY, underWay, writer, lines, out);
        lines.drainTo(out);
    }

    private Journey journey(SeededRandom draws) {
        long users = Math.max(20, options.events() / EVENTS_PER_USER);
        long user = SeededRandom.mix(options.seed(), Math.floorMod(draws.next(), users));
        return new Journey(draws.next(), user, relyingParties.pick(draws.next()));
    }

    /// Writes what happens before `second`.
    private static void writeUntil(
            int second,
            PriorityQueue<PlannedJourney> underWay,
            EventWriter writer,
            LineBuffer lines,
            OutputStream out)
            throws IOException {
        while (!underWay.isEmpty() && underWay.peek().nextSecond() < second) {
            PlannedJourney trip = underWay.remove();
            if (trip.writeNext(writer)) {
                underWay.add(trip);
            }
            if (lines.size() > FLUSH_AT) {
                lines.drainTo(out);
            }
        }
    }
}
