package dap.bench;

import java.util.List;

/// All that is measured.
final class Figures {

    private static final long TWENTY_MILLION = 20_000_000;
    private static final long FIVE_MILLION = 5_000_000;

    static final List<Figure> ALL =
            List.of(
                    new Figure(
                            "ingest",
                            "ingest of a million events, plain",
                            "the JDK's gzip of the same bytes at the same level, one core",
                            1.0,
                            Plain::prepare),
                    new Figure(
                            "generate",
                            "making a million events, on one core",
                            "10 µs for each",
                            1.0,
                            (_, scale) -> Generating.prepare(scale)),
                    new Figure(
                            "stage",
                            "run --stage-only, 2 million events of 20 kinds and 10 days",
                            "the same SQL by hand in DuckDB",
                            1.5,
                            Stage::ingested),
                    new Figure(
                            "stage-others",
                            "the same where others wrote the RAW objects",
                            "the same SQL by hand in DuckDB",
                            2.2,
                            Stage::ofOthers),
                    new Figure(
                            "conform",
                            "200,000 events into the star",
                            "COPY, dimensions and INSERT … ON CONFLICT of the same rows by hand",
                            1.5,
                            Conform::besideHandWritten),
                    new Figure(
                            "conform-20m",
                            "200,000 events onto 20 million facts",
                            "the same onto none",
                            2.5,
                            (work, scale) -> Conform.onManyFacts(work, scale, TWENTY_MILLION, 0)),
                    new Figure(
                            "conform-20m-5m",
                            "200,000 events onto 20 million facts",
                            "the same onto 5 million",
                            1.3,
                            (work, scale) ->
                                    Conform.onManyFacts(work, scale, TWENTY_MILLION, FIVE_MILLION)),
                    new Figure(
                            "nothing-to-do",
                            "a run with nothing to do after 300 days",
                            "the same after 30",
                            1.2,
                            NothingToDo::prepare));

    private Figures() {}
}
