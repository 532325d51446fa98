package dap.generator.faults;

import dap.generator.EventGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Realistic events with hostile ones among them.
///
/// Days are written in their order, each once: some lines of a day come with the next. The kinds of
/// faults take turns, so that each occurs where there are events enough. The same options give the
/// same bytes.
///
/// Not thread-safe.
public final class HostileEvents {

    private static final int PERCENT = 100;
    private static final String TRUNCATED_GZIP = "truncated-gzip";
    private static final int LINES_TO_TRUNCATE = 40;

    private final EventGenerator generator;
    private final double percent;
    private final Consumer<HostileLine> record;
    private final Deque<FaultKind> turn = new ArrayDeque<>(Arrays.asList(FaultKind.values()));
    private final List<String> keptForCutting = new ArrayList<>();
    private List<Pending> fromYesterday = List.of();
    private double owed;

    /// A line that comes with a later one.
    private record Pending(FaultKind kind, Outcome outcome) {}

    /// @param percent of the events that are treated; above 0, at most 100
    /// @param record is given every hostile line
    public HostileEvents(EventGenerator generator, double percent, Consumer<HostileLine> record) {
        if (!(percent > 0 && percent <= PERCENT)) {
            throw new IllegalArgumentException(
                    "the share of hostile events must be above 0 and at most 100; got " + percent);
        }
        this.generator = generator;
        this.percent = percent;
        this.record = record;
    }

    /// Writes the lines of `day`. Leaves `out` open.
    public void writeDay(LocalDate day, OutputStream out) throws IOException {
        boolean isLast = day.equals(generator.days().getLast());
        List<Pending> evening = new ArrayList<>(fromYesterday);
        List<Pending> tomorrow = new ArrayList<>();
        keptForCutting.clear();
        LineSplitter lines =
                new LineSplitter(line -> {
                    owed += percent / PERCENT;
                    FaultKind kind = owed >= 1 ? next(line, isLast) : null;
                    if (kind == null) {
                        keep(line);
                        write(out, line.text());
                        return;
                    }
                    owed--;
                    for (Outcome outcome : FaultMaking.apply(kind, line)) {
                        Pending pending = new Pending(kind, outcome);
                        switch (outcome.when()) {
                            case NOW -> write(out, day, pending);
                            case EVENING -> evening.add(pending);
                            case TOMORROW -> tomorrow.add(pending);
                        }
                    }
                });
        generator.writeDay(day, lines);
        for (Pending pending : evening) {
            write(out, day, pending);
        }
        fromYesterday = tomorrow;
    }

    /// The kind whose turn it is, of those that suit the line.
    private @Nullable FaultKind next(EventLine line, boolean isLast) {
        for (FaultKind kind : turn) {
            if (kind.suits(line) && !(isLast && kind.reachesTomorrow())) {
                turn.remove(kind);
                turn.addLast(kind);
                return kind;
            }
        }
        return null;
    }

    private void keep(EventLine line) {
        if (keptForCutting.size() < LINES_TO_TRUNCATE && line.name().startsWith("AUTH_")) {
            keptForCutting.add(line.text());
        }
    }

    private void write(OutputStream out, LocalDate day, Pending pending) throws IOException {
        EventLine line = pending.outcome().line();
        record.accept(
                new HostileLine(
                        pending.kind().code(),
                        line.id(),
                        line.name(),
                        day,
                        pending.outcome().fate(),
                        pending.outcome().reason()));
        write(out, line.text());
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// A gzip file of further events that arrived on the day last written, cut off in its middle.
    /// The lines before the cut are whole.
    ///
    /// @return empty where the day had no events to take as models
    public byte[] truncatedGzip(LocalDate day) throws IOException {
        if (keptForCutting.isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            for (String line : keptForCutting) {
                EventLine model = new EventLine(line);
                write(gzip, model.withId("cut-" + model.id()).text());
            }
        }
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
        for (EventLine line : wholeLines(cut)) {
            record.accept(
                    new HostileLine(TRUNCATED_GZIP, line.id(), line.name(), day, Fate.FACT, ""));
        }
        record.accept(new HostileLine(TRUNCATED_GZIP, "", "", day, Fate.REJECTED, TRUNCATED_GZIP));
        return cut;
    }

    private static List<EventLine> wholeLines(byte[] cut) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(cut))) {
            in.transferTo(text);
        } catch (EOFException expected) {
            // The end was cut off: what came before it is there.
        }
        String all = text.toString(StandardCharsets.UTF_8);
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().map(EventLine::new).toList();
    }
}
