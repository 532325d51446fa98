package dap.catalog;

import dap.model.DataSource;
import dap.model.DaysOfEvent;
import dap.model.EventName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The journal of runs: what was begun, what came of it; and how each event's last stage ended.
public final class RunCatalog {

    private static final String RUN_COLUMNS =
            "SELECT run_id, as_of, started_at, ended_at, status, result, restage_event, restage_from, restage_to FROM run ";

    private final Catalog catalog;

    RunCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /// Opens the journal of a run. Whoever calls this holds the lake, so a run that has no end yet
    /// was killed: it is closed as failed.
    ///
    /// @param restage as [RunRecord] says
    public void begin(
            String runId, Instant asOf, Instant startedAt, Optional<DaysOfEvent> restage) {
        catalog.write(handle -> {
            handle.execute(
                    "UPDATE run SET status = 'FAILED', ended_at = ?, result = '{}' WHERE status IS NULL",
                    startedAt.toString());
            handle.execute(
                    """
                    INSERT INTO run (run_id, as_of, started_at, restage_event, restage_from, restage_to)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                    runId,
                    asOf.toString(),
                    startedAt.toString(),
                    restage.map(days -> days.event().name()).orElse(null),
                    restage.map(days -> days.from().toString()).orElse(null),
                    restage.map(days -> days.to().toString()).orElse(null));
        });
    }

    public void end(String runId, Instant endedAt, String status, String result) {
        catalog.write(handle ->
                handle.execute(
                        "UPDATE run SET ended_at = ?, status = ?, result = ? WHERE run_id = ?",
                        endedAt.toString(),
                        status,
                        result,
                        runId));
    }

    /// Notes how a task ended.
    public void record(TaskRecord task) {
        catalog.write(handle ->
                handle.execute(
                        """
                        INSERT OR REPLACE INTO task (run_id, source, family, step, event,
                            started_at, ended_at, status, rows, error)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        task.runId(),
                        task.source(),
                        task.family(),
                        task.step(),
                        task.event(),
                        task.startedAt().toString(),
                        task.endedAt().map(Instant::toString).orElse(null),
                        task.status().orElse(null),
                        task.rows(),
                        task.error().orElse(null)));
    }

    /// Notes that the last stage of an event failed, and why.
    public void stageFailed(DataSource source, EventName event, String runId, String error) {
        catalog.write(handle ->
                handle.execute(
                        """
                        INSERT OR REPLACE INTO stage_state (source, event, status, error, run_id)
                        VALUES (?, ?, 'FAILED', ?, ?)
                        """,
                        source.name(),
                        event.name(),
                        error,
                        runId));
    }

    /// Forgets an earlier failure of an event.
    public void stageSucceeded(DataSource source, EventName event) {
        catalog.write(handle ->
                handle.execute(
                        "DELETE FROM stage_state WHERE source = ? AND event = ?",
                        source.name(),
                        event.name()));
    }

    /// Events whose last stage failed, with the error.
    public Map<EventName, String> failedEvents(DataSource source) {
        return catalog.read(handle ->
                handle.createQuery("SELECT event, error FROM stage_state WHERE source = ?")
                        .bind(0, source.name())
                        .reduceRows(
                                new HashMap<EventName, String>(),
                                (events, row) -> {
                                    events.put(
                                            new EventName(row.getColumn("event", String.class)),
                                            row.getColumn("error", String.class));
                                    return events;
                                }));
    }

    /// Runs, the newest first.
    public List<RunRecord> runs(int limit) {
        return catalog.read(handle ->
                handle.createQuery(RUN_COLUMNS + "ORDER BY started_at DESC, run_id DESC LIMIT ?")
                        .bind(0, limit)
                        .map((row, context) -> run(row))
                        .list());
    }

    public Optional<RunRecord> findRun(String runId) {
        return catalog.read(handle ->
                handle.createQuery(RUN_COLUMNS + "WHERE run_id = ?")
                        .bind(0, runId)
                        .map((row, context) -> run(row))
                        .findOne());
    }

    /// The tasks of a run, in the order in which they began.
    public List<TaskRecord> tasks(String runId) {
        return catalog.read(handle ->
                handle.createQuery("SELECT * FROM task WHERE run_id = ? ORDER BY started_at, rowid")
                        .bind(0, runId)
                        .map((row, context) -> task(row))
                        .list());
    }

    private static RunRecord run(ResultSet row) throws SQLException {
        return new RunRecord(
                row.getString("run_id"),
                Instant.parse(row.getString("as_of")),
                Instant.parse(row.getString("started_at")),
                instant(row.getString("ended_at")),
                Optional.ofNullable(row.getString("status")),
                Optional.ofNullable(row.getString("result")),
                restage(row));
    }

    private static Optional<DaysOfEvent> restage(ResultSet row) throws SQLException {
        String event = row.getString("restage_event");
        return event == null
                ? Optional.empty()
                : Optional.of(
                        new DaysOfEvent(
                                new EventName(event),
                                LocalDate.parse(row.getString("restage_from")),
                                LocalDate.parse(row.getString("restage_to"))));
    }

    private static TaskRecord task(ResultSet row) throws SQLException {
        return new TaskRecord(
                row.getString("run_id"),
                row.getString("source"),
                row.getString("family"),
                row.getString("step"),
                row.getString("event"),
                Instant.parse(row.getString("started_at")),
                instant(row.getString("ended_at")),
                Optional.ofNullable(row.getString("status")),
                row.getLong("rows"),
                Optional.ofNullable(row.getString("error")));
    }

    private static Optional<Instant> instant(@Nullable String text) {
        return Optional.ofNullable(text).map(Instant::parse);
    }
}
