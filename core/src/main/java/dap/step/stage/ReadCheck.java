package dap.step.stage;

import dap.catalog.RawObject;
import dap.engine.Written;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.model.EventName;
import dap.plan.StageTask;
import dap.sql.BoundInsert;
import dap.store.ContentHash;
import dap.store.FileMark;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Holds what an engine has read for one task against what the crawl has read: before the commit,
/// so that nothing of what differs is ever published.
///
/// The objects' files are looked at before and after: whoever changes one meanwhile moves its time
/// of change or its inode, also where he puts everything back. Afterwards the bytes are hashed:
/// whatever was changed since the crawl, and looks the same, is told by that.
final class ReadCheck {

    private static final int MAX_NAMED = 3;

    private final LakeLayout layout;
    private final EventName event;
    private final StageTask task;
    private final Map<Long, FileMark> before = new HashMap<>();
    private final List<RawObject> suspects = new ArrayList<>();

    ReadCheck(LakeLayout layout, EventName event, StageTask task) {
        this.layout = layout;
        this.event = event;
        this.task = task;
    }

    /// @throws DapException `RAW_CHANGED` if an object is not there, or cannot be looked at
    void lookBefore() {
        for (RawObject object : task.objects()) {
            try {
                before.put(object.id(), FileMark.of(layout.pathOf(object.key())));
            } catch (IOException e) {
                suspects.add(object);
            }
        }
        requireNone("are not there, or cannot be looked at, since the crawl has read them");
    }

    /// How the files looked all the time.
    ///
    /// @throws DapException `RAW_CHANGED` if one does not hold what the crawl has read, or was
    ///   touched meanwhile
    Map<Long, FileMark> lookAfter() {
        suspect();
        requireNone("are not what the crawl has read, or were touched while they were staged");
        return Map.copyOf(before);
    }

    /// Looks for the objects that are not as they were, unless some are found already.
    void suspect() {
        if (suspects.isEmpty()) {
            task.objects().stream().filter(object -> !isAsItWas(object)).forEach(suspects::add);
        }
    }

    private boolean isAsItWas(RawObject object) {
        Path file = layout.pathOf(object.key());
        try {
            boolean holdsTheSame =
                    object.sha256().isEmpty() || ContentHash.of(file).equals(object.sha256());
            // After the hash: what it has read is then what lay there before, too.
            return holdsTheSame && FileMark.of(file).equals(before.get(object.id()));
        } catch (IOException e) {
            return false;
        }
    }

    /// The objects that were found not to be as they were.
    List<Long> suspects() {
        return suspects.stream().map(RawObject::id).toList();
    }

    private void requireNone(String what) {
        if (!suspects.isEmpty()) {
            throw changed(
                    "%s, %s: %,d of %,d RAW objects %s: %s."
                            .formatted(
                                    event,
                                    task.arrivalDay(),
                                    suspects.size(),
                                    task.objects().size(),
                                    what,
                                    named(suspects)));
        }
    }

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
                                    named(task.objects())));
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

    private static DapException changed(String problem) {
        return new DapException(
                ErrorCode.RAW_CHANGED,
                problem,
                "Nothing of that day was staged. Run again: what is not as it was is read again.");
    }

    /// `a.gz, b.gz and 3 more`.
    private static String named(List<RawObject> objects) {
        String first =
                objects.stream()
                        .limit(MAX_NAMED)
                        .map(RawObject::key)
                        .collect(Collectors.joining(", "));
        return objects.size() > MAX_NAMED
                ? "%s and %,d more".formatted(first, objects.size() - MAX_NAMED)
                : first;
    }
}
