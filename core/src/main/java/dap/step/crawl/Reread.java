package dap.step.crawl;

import dap.catalog.RawObject;
import dap.catalog.RereadObject;
import dap.raw.SchemaTree;
import java.util.List;

/// What a second reading of an event's objects found. Nothing of it is recorded.
///
/// @param tree the event's schema as it is known, widened by what the objects show
public record Reread(SchemaTree tree, List<RereadObject> objects) {
    public Reread {
        objects = List.copyOf(objects);
    }

    /// Those of `known`, as they are now.
    public List<RereadObject> of(List<RawObject> known) {
        List<Long> ids = known.stream().map(RawObject::id).toList();
        return objects.stream().filter(object -> ids.contains(object.id())).toList();
    }
}
