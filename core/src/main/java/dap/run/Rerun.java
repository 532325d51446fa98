package dap.run;

import dap.catalog.Catalog;
import dap.catalog.RawObject;
import dap.catalog.RereadObject;
import dap.plan.StageTask;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.step.crawl.CrawlStep;
import dap.step.crawl.Reread;
import dap.step.stage.StageOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What staging an event's days anew needs: their objects as they are now, and a schema that knows
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
}
