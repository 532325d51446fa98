package dap.project;

import dap.errors.Problem;
import dap.model.FamilyName;
import java.util.List;

/// A product family: one STAGE table, one procedure, several events.
///
/// @param enabled as the master config says
/// @param problems faults of the family as a whole (its config cannot be read, its STAGE table is
///   missing): with an error among them none of its events can be staged
public record Family(FamilyName name, boolean enabled, List<Event> events, List<Problem> problems) {
    public Family {
        events = List.copyOf(events);
        problems = List.copyOf(problems);
    }
}
