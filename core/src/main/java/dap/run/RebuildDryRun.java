package dap.run;

import dap.catalog.Catalog;
import dap.catalog.RawObject;
import dap.catalog.RereadObject;
import dap.model.EventName;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.step.crawl.CrawlStep;
import dap.store.LakeLayout;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a rebuild would make of lines otherwise than the runs before it: RAW is read and held
/// against the types that it shows now; nothing is recorded.
///
/// Lines on which a statement fails as it runs are found by running it alone: of them nothing is
/// said.
public final class RebuildDryRun {

    private final Project project;
    private final LakeLayout layout;
    private final Catalog catalog;
    private final CrawlStep crawl;

    public RebuildDryRun(Project project, LakeLayout layout, Catalog catalog, InstantSource clock) {
        this.project = project;
        this.layout = layout;
        this.catalog = catalog;
        this.crawl = Crawls.raw(project, layout, catalog, clock);
    }

    /// Lines of one event and arrival day whose fate would be another.
    ///
    /// @param accepted rejected until now, and not any more
    /// @param rejected good until now, and not any more
    /// @param missing good until now, in objects that are not there any more
    public record LineChange(
            EventName event, LocalDate day, long accepted, long rejected, long missing) {

        private boolean isNone() {
            return accepted == 0 && rejected == 0 && missing == 0;
        }
    }

    /// By event and day, of events that are switched on.
    public List<LineChange> changes() {
        List<LineChange> changes = new ArrayList<>();
        for (Source source : project.sources()) {
            for (Family family : source.families()) {
                for (Event event : family.events()) {
                    if (family.enabled() && event.enabled()) {
                        changes.addAll(changes(source, event.name()));
                    }
                }
            }
        }
        return changes;
    }

    private List<LineChange> changes(Source source, EventName event) {
        List<RawObject> there = new ArrayList<>();
        Map<LocalDate, LineChange> byDay = new TreeMap<>();
        for (RawObject object : catalog.raw().objects(source.name(), event)) {
            if (Files.exists(layout.pathOf(object.key()))) {
                there.add(object);
            } else {
                add(byDay, object, 0, 0, object.goodLines());
            }
        }
        Map<Long, RereadObject> reread =
                crawl.readAgain(source, event, there).objects().stream()
                        .collect(Collectors.toMap(RereadObject::id, object -> object));
        for (RawObject object : there) {
            RereadObject now = reread.get(object.id());
            if (now != null) {
                compare(byDay, object, now);
            }
        }
        return byDay.values().stream().filter(change -> !change.isNone()).toList();
    }

    private void compare(Map<LocalDate, LineChange> byDay, RawObject before, RereadObject now) {
        Map<Long, Long> was = rejects(catalog.raw().rejects(before.id()));
        Map<Long, Long> will = rejects(now.rejects());
        add(byDay, before, without(was, will), without(will, was), 0);
    }

    private static Map<Long, Long> rejects(List<RejectedLine> rejects) {
        Map<Long, Long> lines = new HashMap<>();
        rejects.stream()
                .filter(reject -> reject.reason() != RejectReason.STATEMENT)
                .forEach(reject -> lines.put(reject.line(), reject.lines()));
        return lines;
    }

    /// Lines of the one that are not in the other. Of more than a thousand only the number is
    /// known.
    private static long without(Map<Long, Long> lines, Map<Long, Long> others) {
        Set<Long> all = new HashSet<>(lines.keySet());
        all.addAll(others.keySet());
        return all.stream()
                .mapToLong(line ->
                        Math.max(0, lines.getOrDefault(line, 0L) - others.getOrDefault(line, 0L)))
                .sum();
    }

    private static void add(
            Map<LocalDate, LineChange> byDay,
            RawObject object,
            long accepted,
            long rejected,
            long missing) {
        byDay.merge(
                object.arrivalDay(),
                new LineChange(object.event(), object.arrivalDay(), accepted, rejected, missing),
                (a, b) ->
                        new LineChange(
                                a.event(),
                                a.day(),
                                a.accepted() + b.accepted(),
                                a.rejected() + b.rejected(),
                                a.missing() + b.missing()));
    }
}
