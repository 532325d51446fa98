package dap.warehouse;

import dap.errors.DapException;
import dap.model.FamilyName;
import java.util.Map;
import java.util.Set;

/// What [Warehouse#prepare] did.
///
/// @param changed families for which something changed that may let waiting rows through, and that
///   were not tried since: migrations or reference data (then all families), the family's own
///   procedure. Where nothing waits, a family is told once.
/// @param faults families whose procedure or landing table could not be deployed, and why
public record Prepared(Set<FamilyName> changed, Map<FamilyName, DapException> faults) {
    public Prepared {
        changed = Set.copyOf(changed);
        faults = Map.copyOf(faults);
    }
}
