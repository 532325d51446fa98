package dap.run;

import dap.catalog.Catalog;
import dap.catalog.DayFolder.EventDay;
import dap.catalog.RawObject;
import dap.catalog.StaleDays;
import dap.model.DaysOfEvent;
import dap.model.EventName;
import dap.plan.FamilyPlan;
import dap.plan.StagePlanner;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.step.crawl.CrawlStep;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run would do now, for `dap plan`: the same plans, made and not executed.
///
/// @param objectsToCrawl objects in RAW that no crawl has read
/// @param families the enabled ones that were asked for
public record Preview(Instant asOf, long objectsToCrawl, List<FamilyPreview> families) {

    public Preview {
        families = List.copyOf(families);
    }

    /// @param filesToConform STAGE files that, as far as the catalog knows, no warehouse has taken
    /// @param staleDays events with days whose rows came into being by definitions that have
    ///   changed
    public record FamilyPreview(
            FamilyPlan stage, long filesToConform, Map<EventName, StaleDays> staleDays) {
        public FamilyPreview {
            staleDays = Map.copyOf(staleDays);
        }
    }

    /// Reads the catalog and lists RAW; changes nothing.
    public static Preview of(
            Project project, Catalog catalog, CrawlStep crawl, RunRequest request) {
        long toCrawl = 0;
        List<FamilyPreview> families = new ArrayList<>();
        for (Source source : project.sources()) {
            toCrawl += crawl.countNew(source);
            for (Family family : source.families()) {
                if (family.enabled() && request.includes(family.name())) {
                    families.add(family(source, family, catalog, request));
                }
            }
        }
        return new Preview(request.asOf(), toCrawl, families);
    }

    private static FamilyPreview family(
            Source source, Family family, Catalog catalog, RunRequest request) {
        Map<EventName, StaleDays> stale = new TreeMap<>();
        for (Event event : family.events()) {
            DefinitionChanges.staleDays(source, family, event, catalog)
                    .ifPresent(days -> stale.put(event.name(), days));
        }
        return new FamilyPreview(
                plan(source, family, catalog, request),
                catalog.stage().unconformed(source.name(), family.name()).size(),
                stale);
    }

    /// The stage plan of one family, from a snapshot of the catalog.
    static FamilyPlan plan(Source source, Family family, Catalog catalog, RunRequest request) {
        LocalDate runDay = LocalDate.ofInstant(request.asOf(), ZoneOffset.UTC);
        if (request.restage().isPresent()) {
            DaysOfEvent days = request.restage().get();
            return StagePlanner.planRestage(
                    family, days, catalog.raw().stageable(source.name(), days.event()), runDay);
        }
        Map<EventName, List<RawObject>> unstaged = new HashMap<>();
        for (Event event : family.events()) {
            unstaged.put(
                    event.name(),
                    request.knownBy()
                            .map(by -> catalog.raw().unstaged(source.name(), event.name(), by))
                            .orElseGet(() -> catalog.raw().unstaged(source.name(), event.name())));
        }
        return StagePlanner.plan(
                family, unstaged, returning(source, family, catalog, request), runDay);
    }

    /// A run that is driven again keeps to what the failed one knew.
    private static Map<EventName, List<RawObject>> returning(
            Source source, Family family, Catalog catalog, RunRequest request) {
        Map<EventName, List<RawObject>> returning = new HashMap<>();
        if (request.knownBy().isEmpty()) {
            // Of an object that is not as it should be, somebody decides first.
            Set<EventDay> faulty = catalog.raw().faults().days(source.name());
            for (Event event : family.events()) {
                Set<LocalDate> days =
                        catalog.raw().validation().returning(source.name(), event.name()).stream()
                                .map(RawObject::arrivalDay)
                                .filter(day -> !faulty.contains(new EventDay(event.name(), day)))
                                .collect(Collectors.toSet());
                if (!days.isEmpty()) {
                    returning.put(
                            event.name(),
                            catalog.raw().stageable(source.name(), event.name()).stream()
                                    .filter(object -> days.contains(object.arrivalDay()))
                                    .toList());
                }
            }
        }
        return returning;
    }
}
