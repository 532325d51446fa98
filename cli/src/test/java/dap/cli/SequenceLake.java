package dap.cli;

import dap.catalog.Catalog;
import dap.engine.LakeEngine;
import dap.ledger.Ledger;
import dap.ledger.LedgerRow;
import dap.model.DataSource;
import dap.model.RowSink;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import dap.run.Run;
import dap.run.RunListener;
import dap.run.RunRequest;
import dap.run.RunResult;
import dap.step.ingest.IngestInput;
import dap.step.ingest.IngestProgress;
import dap.step.ingest.IngestRequest;
import dap.step.ingest.IngestStep;
import dap.store.LakeLayout;
import dap.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A lake, its warehouse, and what is done to them.
final class SequenceLake implements AutoCloseable {

    /// What all sequences share.
    record Parts(
            Path folder, Path project, LakeEngine engine, Warehouse disturbed, Warehouse clean) {}

    /// Where and when lines come in.
    record Arrival(String source, LocalDate day) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            return Comparator.comparing(Arrival::day)
                    .thenComparing(Arrival::source)
                    .compare(this, other);
        }
    }

    private final Parts parts;
    final Project project;
    final LakeLayout layout;
    final Catalog catalog;
    final Mishap.Fragile<LakeEngine> engine;
    final Mishap.Fragile<Warehouse> warehouse;
    Instant now;

    SequenceLake(Parts parts, String name, Warehouse warehouse, Instant now) {
        Path folder = parts.folder().resolve(name);
        this.parts = parts;
        this.project =
                ProjectReader.read(
                        parts.project(), new Overrides(Optional.of(folder), Optional.empty()));
        this.layout = new LakeLayout(folder, project.settings().environment());
        this.catalog = Catalog.open(layout.catalogFile());
        this.engine = Mishap.infrontOf(LakeEngine.class, parts.engine());
        this.warehouse = Mishap.infrontOf(Warehouse.class, warehouse);
        this.now = now;
    }

    InstantSource clock() {
        return () -> now;
    }

    void ingest(Arrival arrival, List<String> lines, boolean again) throws IOException {
        Path input = Files.createTempFile(parts.folder(), "input", ".jsonl");
        Files.write(input, lines);
        new IngestStep(layout, catalog.raw(), project.settings().ingest(), clock())
                .ingest(
                        new IngestRequest(
                                new DataSource(arrival.source()),
                                List.of(new IngestInput.OfFile(input)),
                                Optional.of(arrival.day()),
                                again),
                        IngestProgress.NONE);
        Files.delete(input);
    }

    RunResult execute(RunRequest request) {
        return new Run(
                        project,
                        layout,
                        catalog,
                        engine.part(),
                        warehouse.part(),
                        clock(),
                        RunListener.NONE)
                .execute(request);
    }

    RunRequest all() {
        return new RunRequest(Set.of(), now, RunRequest.Reach.CONFORMED);
    }

    List<LedgerRow> ledger() {
        return new Ledger(project, catalog, warehouse::part, clock()).account().rows();
    }

    long unexplained() {
        return new Ledger(project, catalog, warehouse::part, clock()).account().unexplained();
    }

    /// All of the facts but surrogate keys, processed_date, created and modified.
    String facts(String prefix) {
        StringBuilder text = new StringBuilder();
        warehouse
                .part()
                .query(
                        """
                        SELECT f.event_id, e.event_name, d.date, r.client_id, f.user_user_id, f.event_time, f.component_id
                        FROM conformed.fact_user_journey_event f
                        LEFT JOIN conformed.dim_event e ON e.event_key = f.event_key
                        LEFT JOIN conformed.dim_date d ON d.date_key = f.date_key
                        LEFT JOIN conformed.dim_relying_party r ON r.relying_party_key = f.relying_party_key
                        WHERE f.event_id LIKE '%s-%%'
                        ORDER BY f.event_id
                        """
                                .formatted(prefix),
                        new RowSink() {
                            @Override
                            public void columns(List<String> names) {}

                            @Override
                            public void row(List<@Nullable Object> values) {
                                text.append(values).append('\n');
                            }
                        });
        return text.toString();
    }

    @Override
    public void close() {
        catalog.close();
    }
}
