package dap.plan;

import dap.catalog.RawObject;
import java.time.LocalDate;
import java.util.List;

/// One statement of a run: an event's DML over the objects of one arrival day that are not staged
/// yet.
///
/// @param objects never empty
public record StageTask(LocalDate arrivalDay, List<RawObject> objects) {
    public StageTask {
        objects = List.copyOf(objects);
    }

    /// Lines that will be offered to the DML: rejected ones are left out.
    public long lines() {
        return objects.stream().mapToLong(object -> object.lines() - object.rejected()).sum();
    }

    public long bytes() {
        return objects.stream().mapToLong(RawObject::bytes).sum();
    }
}
