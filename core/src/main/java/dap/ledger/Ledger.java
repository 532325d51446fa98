package dap.ledger;

import dap.catalog.Catalog;
import dap.catalog.RawDay;
import dap.catalog.RejectCount;
import dap.catalog.StagedDay;
import dap.model.DataSource;
import dap.model.EventName;
import dap.project.Event;
import dap.project.Family;
import dap.project.Project;
import dap.project.Source;
import dap.warehouse.AccountRow;
import dap.warehouse.Warehouse;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Draws up the account of all events.
///
/// Each figure has a source of its own (lines and rejects from crawl and ingest, filtered rows from
/// stage, facts by looking into the fact tables), so that the sum can fail.
public final class Ledger {

    private final Project project;
    private final Catalog catalog;
    private final Supplier<Warehouse> warehouse;
    private final InstantSource clock;

    /// @param warehouse asked for only where the warehouse has taken anything
    public Ledger(
            Project project, Catalog catalog, Supplier<Warehouse> warehouse, InstantSource clock) {
        this.project = project;
        this.catalog = catalog;
        this.warehouse = warehouse;
        this.clock = clock;
    }

    public Account account() {
        Map<Key, Sums> sums = new TreeMap<>();
        for (Source source : project.sources()) {
            addLake(source, sums);
        }
        if (catalog.stage().anyConformed()) {
            for (AccountRow row :
                    warehouse.get().account(catalog.lakeId(), catalog.stage().replaced())) {
                sumsOf(sums, row.event(), row.arrivalDay())
                        .addWarehouse(row, project.settings().warehouse().conflicts());
            }
        }
        return Account.of(
                sums.entrySet().stream()
                        .map(entry ->
                                entry.getValue().row(entry.getKey().event(), entry.getKey().day()))
                        .toList(),
                objects(project, catalog));
    }

    private void addLake(Source source, Map<Key, Sums> sums) {
        DataSource name = source.name();
        Set<EventName> failed = catalog.runs().failedEvents(name).keySet();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (RawDay day : catalog.raw().days(name)) {
            Sums sum = sumsOf(sums, day.event().wireName(), day.arrivalDay());
            sum.addRaw(day.lines(), day.rejected());
            long unstaged = day.lines() - day.rejected() - day.staged();
            if (unstaged > 0) {
                WaitingFor reason = reason(source, day, failed, today);
                boolean isWanted = isEnabled(source, day.event());
                long held = isWanted ? day.held() : 0;
                sum.addWaiting(held, WaitingFor.HELD);
                sum.addWaiting(unstaged - held, reason);
            }
        }
        for (RejectCount day : catalog.raw().ingestRejects(name)) {
            String event = day.event().isEmpty() ? "?" : day.event();
            sumsOf(sums, event, day.arrivalDay()).addRaw(day.lines(), day.lines());
        }
        for (StagedDay day : catalog.stage().days(name)) {
            sumsOf(sums, day.event().wireName(), day.arrivalDay()).addStaged(day);
        }
    }

    private static WaitingFor reason(
            Source source, RawDay day, Set<EventName> failed, LocalDate today) {
        if (source.findEvent(day.event()).isEmpty()) {
            return WaitingFor.UNMAPPED;
        }
        if (!isEnabled(source, day.event())) {
            return WaitingFor.DISABLED;
        }
        if (!day.arrivalDay().isBefore(today)) {
            return WaitingFor.OPEN;
        }
        return failed.contains(day.event()) ? WaitingFor.FAILED : WaitingFor.PENDING;
    }

    private static boolean isEnabled(Source source, EventName name) {
        Optional<Event> event = source.findEvent(name);
        return event.isPresent()
                && event.get().enabled()
                && source.findFamily(event.get().family()).map(Family::enabled).orElse(false);
    }

    /// RAW objects that are not as they should be, as far as the catalog knows: see
    /// [dap.catalog.FaultCatalog].
    public static List<ObjectRow> objects(Project project, Catalog catalog) {
        return project.sources().stream()
                .flatMap(source ->
                        catalog.raw().faults().all(source.name()).stream()
                                .map(fault ->
                                        ObjectRow.of(fault, isEnabled(source, fault.event()))))
                .toList();
    }

    private static Sums sumsOf(Map<Key, Sums> sums, String event, LocalDate day) {
        return sums.computeIfAbsent(new Key(event, day), key -> new Sums());
    }

    private record Key(String event, LocalDate day) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::day).thenComparing(Key::event);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /// Totals of a ledger, for one line about it all.
    public static LedgerRow total(List<LedgerRow> rows) {
        return new LedgerRow(
                "all",
                "",
                rows.stream().mapToLong(LedgerRow::lines).sum(),
                rows.stream().mapToLong(LedgerRow::rejected).sum(),
                rows.stream().mapToLong(LedgerRow::filtered).sum(),
                rows.stream().mapToLong(LedgerRow::facts).sum(),
                rows.stream().mapToLong(LedgerRow::duplicates).sum(),
                rows.stream().mapToLong(LedgerRow::conflicts).sum(),
                rows.stream().mapToLong(LedgerRow::waiting).sum(),
                null,
                rows.stream().mapToLong(LedgerRow::multiplied).sum(),
                rows.stream().mapToLong(row -> Math.abs(row.unexplained())).sum());
    }
}
