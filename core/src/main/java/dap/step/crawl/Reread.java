package dap.step.crawl;

import dap.catalog.RereadObject;
import dap.raw.SchemaTree;
import java.time.LocalDate;
import java.util.List;

/// What a second reading of an event's objects found. Nothing of it is recorded.
///
/// @param tree the event's schema as it is known, widened by what the objects show
public record Reread(SchemaTree tree, List<RereadObject> objects) {
    public Reread {
        objects = List.copyOf(objects);
    }

    /// Those that arrived on a day.
    public List<RereadObject> on(LocalDate arrivalDay) {
        return objects.stream()
                .filter(object -> object.object().arrivalDay().equals(arrivalDay))
                .toList();
    }
}
