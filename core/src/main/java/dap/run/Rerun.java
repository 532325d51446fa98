package dap.run;

import dap.catalog.Catalog;
import dap.catalog.RawObject;
import dap.catalog.RereadObject;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.plan.StageTask;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.step.crawl.CrawlStep;
import dap.step.crawl.Reread;
import dap.step.stage.StageOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What restaging an event's days needs: their objects as they are now, and a schema that knows
/// what they show.
record Rerun(StageOrder order, List<StageTask> tasks, List<RereadObject> objects) {

    static Rerun of(
            Project project,
            Catalog catalog,
            Source source,
            Family family,
            CrawlStep crawl,
            Event event,
            List<StageTask> days,
            Instant asOf,
            String runId) {
        List<RawObject> known = days.stream().flatMap(task -> task.objects().stream()).toList();
        Reread reread = crawl.reread(source, event.name(), known);
        StageOrder order =
                new StageOrders(project, source, catalog)
                        .order(family, event, asOf, runId, Optional.of(reread.tree()));
        List<StageTask> tasks =
                days.stream()
                        .map(task ->
                                new StageTask(
                                        task.arrivalDay(),
                                        reread.on(task.arrivalDay()).stream()
                                                .map(RereadObject::toRaw)
                                                .toList()))
                        .toList();
        return new Rerun(order, tasks, reread.objects());
    }

    /// For days that nobody asked to restage.
    ///
    /// @throws DapException `RAW_CHANGED` if an object holds something else than what was staged
    void requireSameContent(List<StageTask> days) {
        Map<Long, String> before = new HashMap<>();
        days.forEach(
                day -> day.objects().forEach(object -> before.put(object.id(), object.sha256())));
        for (RereadObject object : objects) {
            String staged = before.getOrDefault(object.id(), "");
            if (!staged.isEmpty() && !staged.equals(object.object().sha256())) {
                throw new DapException(
                        ErrorCode.RAW_CHANGED,
                        "%s changed after it was staged.".formatted(object.object().key()),
                        "Restage its day: dap raw accept, once 'dap ledger' has listed it.");
            }
        }
    }
}
