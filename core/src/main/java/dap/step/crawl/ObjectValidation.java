package dap.step.crawl;

import dap.catalog.RawCatalog;
import dap.catalog.RawObject;
import dap.catalog.ValidationCatalog;
import dap.catalog.ValidationCatalog.Validated;
import dap.errors.DapException;
import dap.model.DataSource;
import dap.model.EventName;
import dap.plan.DeclaredTables;
import dap.project.Source;
import dap.raw.CanonicalForm;
import dap.raw.NormalizedCopy;
import dap.raw.RawOptions;
import dap.raw.RawTable;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.raw.SchemaTree;
import dap.store.LakeLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Holds objects against their tables: finds the lines that are of other types, in objects that are
/// new and, where a table changed, in all that are not staged. Of staged ones, those whose lines
/// were rejected for their types and are not any more are marked: their days are restaged.
final class ObjectValidation {

    private final LakeLayout layout;
    private final RawCatalog raw;
    private final ValidationCatalog catalog;
    private final RawOptions options;
    private final Source source;
    private final DataSource name;
    private final ObjectReaders pool;
    private final Function<EventName, EventFindings> findings;

    ObjectValidation(
            LakeLayout layout,
            RawCatalog raw,
            RawOptions options,
            Source source,
            ObjectReaders pool,
            Function<EventName, EventFindings> findings) {
        this.layout = layout;
        this.raw = raw;
        this.catalog = raw.validation();
        this.options = options;
        this.source = source;
        this.name = source.name();
        this.pool = pool;
        this.findings = findings;
    }

    void validate(Map<EventName, SchemaTree> trees, Predicate<EventName> isWanted) {
        DeclaredTables tables = new DeclaredTables(layout.environment(), source);
        Map<EventName, String> deciders = new TreeMap<>();
        trees.forEach((event, tree) -> {
            if (isWanted.test(event)) {
                deciders.put(event, tables.deciderOf(event, tree));
            }
        });
        for (EventName event : catalog.toBeValidated(name, deciders)) {
            RawTable table = tables.raw(event, Optional.ofNullable(trees.get(event)));
            List<RawObject> objects =
                    catalog.begin(
                            name,
                            event,
                            deciders.getOrDefault(event, ""),
                            table.types() + " for " + tables.typeSources(event));
            validate(event, table, objects);
            offerAgain(table, catalog.returning(name, event));
        }
    }

    private void validate(EventName event, RawTable table, List<RawObject> objects) {
        List<RawObject> toRead = new ArrayList<>();
        List<Validated> fitting = new ArrayList<>();
        for (RawObject object : objects) {
            if (CanonicalForm.fits(object.tree(), table) && typeRejects(object) == 0) {
                fitting.add(new Validated(object.id(), Optional.empty(), 0));
            } else {
                toRead.add(object);
            }
        }
        if (!fitting.isEmpty()) {
            catalog.record(fitting);
        }
        pool.forEach(toRead, object -> check(object, table), checked -> record(event, checked));
    }

    private void record(EventName event, List<Checked> checked) {
        List<Validated> validated = new ArrayList<>();
        for (Checked object : checked) {
            if (object.fault() != null) {
                findings.apply(event).fault(object.fault());
            } else {
                findings.apply(event)
                        .validated(object.object().key(), object.rejects(), object.coerced());
                validated.add(
                        new Validated(
                                object.object().id(),
                                Optional.of(object.rejects()),
                                object.coerced()));
            }
        }
        if (!validated.isEmpty()) {
            catalog.record(validated);
        }
    }

    /// What was rejected by a statement is offered to the one that took its place. An object that
    /// cannot be read stays as it is, and is looked at again with the next crawl.
    private void offerAgain(RawTable table, List<RawObject> staged) {
        List<RawObject> toRead =
                staged.stream().filter(object -> !hasStatementRejects(object)).toList();
        pool.forEach(
                toRead,
                object -> check(object, table),
                checked -> {
                    List<Long> staying =
                            checked.stream()
                                    .filter(one -> one.fault() == null)
                                    .filter(one ->
                                            linesOf(one.rejects(), RejectReason.TYPE)
                                                    >= typeRejects(one.object()))
                                    .map(one -> one.object().id())
                                    .toList();
                    catalog.stay(staying);
                });
    }

    private boolean hasStatementRejects(RawObject object) {
        return linesOf(raw.rejects(object.id()), RejectReason.STATEMENT) > 0;
    }

    private long typeRejects(RawObject object) {
        return object.rejected() == 0 ? 0 : linesOf(raw.rejects(object.id()), RejectReason.TYPE);
    }

    private static long linesOf(List<RejectedLine> rejects, RejectReason reason) {
        return rejects.stream()
                .filter(reject -> reject.reason() == reason)
                .mapToLong(RejectedLine::lines)
                .sum();
    }

    private Checked check(RawObject object, RawTable table) {
        try {
            NormalizedCopy.Report report =
                    NormalizedCopy.check(
                            List.of(layout.pathOf(object.key())), object.event(), table, options);
            return new Checked(object, report.rejects().getFirst(), report.coerced(), null);
        } catch (DapException e) {
            return new Checked(object, List.of(), 0, e);
        }
    }

    private record Checked(
            RawObject object,
            List<RejectedLine> rejects,
            long coerced,
            @Nullable DapException fault) {}
}
