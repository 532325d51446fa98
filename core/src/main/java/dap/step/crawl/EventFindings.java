package dap.step.crawl;

import dap.catalog.RawFault;
import dap.errors.DapException;
import dap.model.HiveType;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.raw.SchemaTree;
import dap.step.crawl.CrawlReport.Drift;
import dap.step.crawl.CrawlReport.OfEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/// Gathers what a crawl finds of one event.
final class EventFindings {

    private final List<String> newFields = new ArrayList<>();
    private final List<Drift> drift = new ArrayList<>();
    private final List<String> text = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final NavigableSet<LocalDate> changedDays = new TreeSet<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> cutOff = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Map<String, List<RejectedLine>> rejects = new HashMap<>();
    private long newObjects;
    private long lines;
    private long coerced;
    private Optional<DapException> fault = Optional.empty();

    void newObject(String key, long linesOfIt, List<RejectedLine> rejectsOfIt) {
        newObjects++;
        lines += linesOfIt;
        rejects.put(key, rejectsOfIt);
    }

    /// An object was held against its table: what is rejected now counts.
    void validated(String key, List<RejectedLine> rejectsOfIt, long coercedOfIt) {
        rejects.put(key, rejectsOfIt);
        coerced += coercedOfIt;
    }

    void fault(RawFault object) {
        switch (object.state()) {
            case CHANGED -> {
                changed.add(object.key());
                object.arrivalDay().ifPresent(changedDays::add);
            }
            case MISSING -> missing.add(object.key());
            case CUT_OFF, DAMAGED -> cutOff.add(object.key());
            case UNREADABLE -> unreadable.add(object.key());
        }
    }

    /// The first one counts.
    void fault(DapException problem) {
        if (fault.isEmpty()) {
            fault = Optional.of(problem);
        }
    }

    void schema(SchemaTree before, SchemaTree after) {
        if (before.equals(after)) {
            return;
        }
        SortedMap<String, HiveType> typesBefore = before.types();
        boolean newEvent = before.equals(SchemaTree.EMPTY);
        after.types()
                .forEach((path, type) -> {
                    HiveType earlier = typesBefore.get(path);
                    if (earlier == null && !newEvent) {
                        newFields.add(path);
                    } else if (earlier != null && !isContainer(type, earlier)) {
                        compare(path, earlier, type);
                    }
                });
        text.addAll(after.textPaths());
        text.removeAll(before.textPaths());
    }

    /// Of containers the parts tell what changed.
    private static boolean isContainer(HiveType one, HiveType other) {
        return (one instanceof HiveType.Struct && other instanceof HiveType.Struct)
                || (one instanceof HiveType.Array && other instanceof HiveType.Array);
    }

    private void compare(String path, HiveType before, HiveType after) {
        if (!before.equals(after) && before != HiveType.Scalar.UNKNOWN) {
            drift.add(new Drift(path, before.toHive(), after.toHive()));
        }
    }

    OfEvent toReport() {
        Map<RejectReason, Long> byReason = new EnumMap<>(RejectReason.class);
        rejects.values().stream()
                .flatMap(List::stream)
                .forEach(reject -> byReason.merge(reject.reason(), reject.lines(), Long::sum));
        return new OfEvent(
                newObjects,
                lines,
                byReason,
                coerced,
                newFields,
                drift,
                text,
                changed,
                List.copyOf(changedDays),
                missing,
                cutOff,
                unreadable,
                fault);
    }
}
