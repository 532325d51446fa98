package dap.plan;

import dap.project.Family;
import java.util.List;

/// What a run will do about one family's events, in the order of its config.
public record FamilyPlan(Family family, List<EventPlan> events) {
    public FamilyPlan {
        events = List.copyOf(events);
    }
}
