package dap.step.stage;

import dap.catalog.RawObject;
import dap.engine.Written;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.plan.StageTask;
import dap.sql.BoundInsert;
import java.util.List;
import java.util.stream.Collectors;

/// Holds what an engine says it has read and written against what the crawl has read: before the
/// commit, so that nothing of what differs is ever published.
final class ReadCheck {

    private static final int MAX_NAMED = 3;

    private ReadCheck() {}

    /// @param lines good lines of the task's objects
    /// @throws DapException `RAW_CHANGED` if the statement read others; `INTERNAL` if what it says
    ///   it made of them cannot be
    static void counts(StageTask task, BoundInsert insert, long lines, Written written) {
        if (written.read() != lines) {
            throw changed(
                    "%s, %s: the statement read %,d lines where the crawl had counted %,d in %s."
                            .formatted(
                                    insert.binding().event(),
                                    task.arrivalDay(),
                                    written.read(),
                                    lines,
                                    named(task.objects().stream().map(RawObject::key).toList())));
        }
        insert.lineFlow()
                .contradiction(written.read(), written.selected(), written.rows())
                .ifPresent(why -> {
                    throw new DapException(
                            ErrorCode.INTERNAL,
                            "%s, %s: the statement read %,d lines, selected %,d and wrote %,d rows: %s."
                                    .formatted(
                                            insert.file(),
                                            task.arrivalDay(),
                                            written.read(),
                                            written.selected(),
                                            written.rows(),
                                            why),
                            "Nothing of it was staged; run again, and report it if it stays so.");
                });
    }

    static DapException changed(String problem) {
        return new DapException(
                ErrorCode.RAW_CHANGED,
                problem,
                "Nothing of that day was staged. Run again: what is not as it was is read anew.");
    }

    /// `a.gz, b.gz and 3 more`.
    static String named(List<String> keys) {
        String first = keys.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        return keys.size() > MAX_NAMED
                ? "%s and %,d more".formatted(first, keys.size() - MAX_NAMED)
                : first;
    }
}
