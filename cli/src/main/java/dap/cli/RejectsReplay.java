package dap.cli;

import dap.explain.RejectFilter;
import dap.explain.RejectedLines;
import dap.query.ProjectTables;
import dap.raw.RawOptions;
import dap.step.ingest.IngestInput;
import dap.step.ingest.IngestProgress;
import dap.store.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ingests rejected lines again, and says what came of it.
final class RejectsReplay {

    private final Session session;
    private final Terminal terminal;
    private final boolean asJson;

    RejectsReplay(Session session, Terminal terminal, boolean asJson) {
        this.session = session;
        this.terminal = terminal;
        this.asJson = asJson;
    }

    /// Fixed lines: an input as any other.
    ///
    /// @param source the data source; null for the project's first
    void feed(Path fixed, @Nullable String source) {
        IngestCommand.print(
                terminal,
                asJson,
                session.ingest(
                        session.source(source),
                        List.of(new IngestInput.OfFile(fixed)),
                        Optional.empty(),
                        false,
                        IngestProgress.NONE));
    }

    /// @param accepted lines that went into RAW, or would
    /// @param rejected lines that stay rejected
    /// @param already lines that an earlier replay took
    private record Replayed(long accepted, long rejected, long already) {}

    /// All lines that are good as they are, under the day on which they arrived.
    void takeWhatIsGood(RejectFilter filter, boolean dryRun) throws IOException {
        RawOptions options =
                new RawOptions(
                        session.settings().ingest().requireEventId(),
                        session.settings().ingest().maxEventIdLength());
        try (WorkFolder work = WorkFolder.open(session.layout(), ProjectTables.WORK)) {
            ReplayedLines lines = new ReplayedLines(work.path(), options);
            try (lines) {
                new RejectedLines(session.project(), session.catalog(), session.layout())
                        .visit(filter, lines);
            }
            long accepted = dryRun ? lines.taken() : ingest(lines);
            print(new Replayed(accepted, lines.left(), lines.taken() - accepted), dryRun);
        }
    }

    private long ingest(ReplayedLines lines) {
        long accepted = 0;
        for (Map.Entry<ReplayedLines.Batch, Path> file : lines.files().entrySet()) {
            accepted +=
                    session.ingest(
                                    file.getKey().source(),
                                    List.of(new IngestInput.OfFile(file.getValue())),
                                    Optional.of(file.getKey().arrivalDay()),
                                    false,
                                    IngestProgress.NONE)
                            .accepted();
        }
        return accepted;
    }

    private void print(Replayed replayed, boolean dryRun) {
        String said =
                dryRun
                        ? "%,d lines would be taken, %,d stay rejected. Nothing was changed."
                                .formatted(replayed.accepted(), replayed.rejected())
                        : "%,d lines taken, %,d taken before, %,d stay rejected. The next run stages what came on closed days: dap run"
                                .formatted(
                                        replayed.accepted(),
                                        replayed.already(),
                                        replayed.rejected());
        terminal.out().println(asJson ? Json.text(replayed) : said);
    }
}
