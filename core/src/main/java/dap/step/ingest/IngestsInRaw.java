package dap.step.ingest;

import dap.catalog.Catalog;
import dap.catalog.IngestCommit;
import dap.catalog.IngestCommit.Rejects;
import dap.model.DataSource;
import dap.raw.LineReader;
import dap.raw.RejectReason;
import dap.store.LakeLayout;
import dap.store.Listing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What RAW and the rejects tell of earlier ingests, for a catalog that has lost them: the same
/// input is answered "already ingested" again, and its rejected lines are accounted for.
public final class IngestsInRaw {

    private static final Pattern OBJECT =
            Pattern.compile("(([0-9a-f]{32})(-ingest-[0-9a-f-]+)?)-\\d{5,}\\.gz");
    private static final Pattern DAY =
            Pattern.compile("year=(\\d{4})/month=(\\d{2})/day=(\\d{2})/[^/]+");
    private static final JsonMapper JSON = new JsonMapper();

    private final LakeLayout layout;
    private final DataSource source;
    private final Catalog catalog;

    /// Names of ingests by arrival day and input.
    private final Map<LocalDate, Map<String, TreeSet<String>>> found = new TreeMap<>();

    private IngestsInRaw(LakeLayout layout, DataSource source, Catalog catalog) {
        this.layout = layout;
        this.source = source;
        this.catalog = catalog;
    }

    /// Enters into the catalog the ingests of `source` that it does not know. Of their input only
    /// the hash's first half is known, by which they are found again.
    public static void enter(LakeLayout layout, DataSource source, Catalog catalog) {
        IngestsInRaw ingests = new IngestsInRaw(layout, source, catalog);
        ingests.lookInRaw();
        ingests.lookInRejects();
        ingests.enterUnknown();
    }

    private void lookInRaw() {
        Path layer = layout.rawLayer(source);
        for (Path file : Listing.filesBelow(layer)) {
            Matcher object = OBJECT.matcher(String.valueOf(file.getFileName()));
            Matcher day = DAY.matcher(layout.keyOf(file).replaceFirst(".*?(?=year=)", ""));
            if (object.matches() && day.matches()) {
                add(
                        day.group(1) + "-" + day.group(2) + "-" + day.group(3),
                        object.group(2),
                        object.group(1));
            }
        }
    }

    private void lookInRejects() {
        for (Path file : Listing.filesBelow(layout.rejects(source))) {
            Path id = file.resolveSibling("");
            String name = String.valueOf(id.getFileName());
            if (name.length() >= IngestIdentity.ID_LENGTH) {
                add(
                        String.valueOf(id.resolveSibling("").getFileName()),
                        name.substring(0, IngestIdentity.ID_LENGTH),
                        name);
            }
        }
    }

    /// What lies in a folder that is no day, nobody reads.
    private void add(String day, String input, String id) {
        try {
            found.computeIfAbsent(LocalDate.parse(day), _ -> new TreeMap<>())
                    .computeIfAbsent(input, _ -> new TreeSet<>())
                    .add(id);
        } catch (DateTimeParseException e) {
            // See above.
        }
    }

    private void enterUnknown() {
        found.forEach((day, inputs) ->
                inputs.forEach((input, ids) -> {
                    long known = catalog.raw().countIngests(source, input, day);
                    ids.stream().skip(known).forEach(id -> enter(day, input, id));
                }));
    }

    private void enter(LocalDate day, String input, String id) {
        IngestCommit commit =
                new IngestCommit(
                        source,
                        input,
                        day,
                        !id.equals(input),
                        0,
                        Instant.EPOCH,
                        rejects(layout.rejects(source).resolve(day.toString()).resolve(id)),
                        List.of(),
                        List.of());
        Optional<Long> entered = catalog.raw().commitIngest(commit);
        entered.ifPresent(catalog.raw()::markPublished);
    }

    private static List<Rejects> rejects(Path folder) {
        Path reasons = folder.resolve(RejectWriter.REASONS);
        if (!Files.exists(reasons)) {
            return List.of();
        }
        Map<List<String>, Long> counts = new HashMap<>();
        try (LineReader rows = LineReader.open(reasons)) {
            while (rows.next()) {
                JsonNode row = JSON.readTree(rows.buffer(), rows.offset(), rows.length());
                counts.merge(
                        List.of(row.path("event").asString(), row.path("reason").asString()),
                        1L,
                        Long::sum);
            }
        }
        return counts.entrySet().stream()
                .map(count ->
                        new Rejects(
                                count.getKey().get(0),
                                RejectReason.ofCode(count.getKey().get(1)),
                                count.getValue()))
                .toList();
    }
}
