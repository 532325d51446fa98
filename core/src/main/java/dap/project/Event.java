package dap.project;

import dap.errors.Problem;
import dap.model.EventName;
import dap.model.FamilyName;
import java.util.List;
import java.util.Optional;

/// An event of a family.
///
/// @param dml absent where the file is missing; `problems` then says so
/// @param problems faults of this event alone
public record Event(
        EventName name,
        FamilyName family,
        boolean enabled,
        Optional<SqlFile> dml,
        List<Problem> problems) {
    public Event {
        problems = List.copyOf(problems);
    }
}
