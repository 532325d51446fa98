package dap.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dap.author.SheetColumn;
import dap.author.SheetEvent;
import dap.author.SheetFamily;
import dap.author.SheetReader;
import dap.model.Column;
import dap.model.EventName;
import dap.model.HiveType;
import dap.model.HiveTypeParser;
import dap.raw.LineExaminer;
import dap.raw.RawOptions;
import dap.raw.ValidationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventGeneratorTest {

    private static final LocalDate SUNDAY = LocalDate.of(2026, 3, 8);
    private static final Path EXAMPLE = Path.of("..", "examples", "one-login");
    private static final JsonMapper JSON = new JsonMapper();

    private final EventGenerator week =
            new EventGenerator(new GeneratorOptions(20_000, 7, SUNDAY, 42));

    @Test
    void theSameSeedGivesTheSameBytes() {
        EventGenerator again = new EventGenerator(new GeneratorOptions(20_000, 7, SUNDAY, 42));

        String first =
                week.days().stream().map(day -> text(week, day)).collect(Collectors.joining());
        String second =
                again.days().stream().map(day -> text(again, day)).collect(Collectors.joining());

        assertThat(second).isEqualTo(first);
    }

    @Test
    void anotherSeedGivesOtherEvents() {
        EventGenerator other = new EventGenerator(new GeneratorOptions(20_000, 7, SUNDAY, 43));

        Set<String> ids = ids(events(week, SUNDAY));

        assertThat(ids(events(other, SUNDAY))).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void daysEndWithTheLastAndAddUpToTheEventsAskedFor() {
        List<LocalDate> days = week.days();

        assertThat(days).hasSize(7).endsWith(SUNDAY).startsWith(SUNDAY.minusDays(6));
        assertThat(days.stream().mapToInt(day -> events(week, day).size()).sum()).isEqualTo(20_000);
    }

    @Test
    void noEventIsStillNoEvent() {
        EventGenerator none = new EventGenerator(new GeneratorOptions(0, 3, SUNDAY, 1));

        assertThat(none.days()).allSatisfy(day -> assertThat(text(none, day)).isEmpty());
    }

    @Test
    void eventsOfADayComeInTheOrderOfTimeAndStayOnTheDay() {
        List<JsonNode> events = events(week, SUNDAY);

        assertThat(events)
                .isSortedAccordingTo(Comparator.comparingLong(e -> e.get("timestamp").longValue()))
                .allSatisfy(e -> assertThat(dayOf(e)).isEqualTo(SUNDAY));
    }

    @Test
    void everyEventHasItsOwnId() {
        List<JsonNode> events = events(week, SUNDAY);

        assertThat(ids(events)).hasSize(events.size()).allMatch(id -> id.length() == 36);
    }

    @Test
    void everyEventIsOneThatIngestAccepts() {
        LineExaminer examiner = LineExaminer.ofAnyEvent(RawOptions.DEFAULT);

        List<ValidationResult> result =
                text(week, SUNDAY)
                        .lines()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .map(line -> examiner.examine(line, 0, line.length))
                        .toList();

        assertThat(result).isNotEmpty().hasOnlyElementsOfType(ValidationResult.Accepted.class);
    }

    @Test
    void aJourneyKeepsItsClientAndItsUser() {
        assertThat(journeys().values())
                .anySatisfy(journey ->
                        assertThat(names(journey))
                                .startsWith("AUTH_AUTHORISATION_REQUEST_RECEIVED")
                                .contains("IPV_FRAUD_CRI_VC_ISSUED", "IPV_SPOT_RESPONSE_APPROVED")
                                .endsWith("IPV_JOURNEY_END"))
                .allSatisfy(journey -> {
                    assertThat(values(journey, "client_id")).hasSizeLessThan(2);
                    assertThat(userValues(journey, "user_id")).hasSizeLessThan(2);
                });
    }

    @Test
    void noOneIsKnownBeforeLoginAndIpvKnowsNoClient() {
        List<JsonNode> events = events(week, SUNDAY);

        assertThat(named(events, "AUTH_CHECK_USER_NO_ACCOUNT_WITH_EMAIL"))
                .isNotEmpty()
                .allMatch(e -> e.has("client_id") && !e.get("user").has("user_id"));
        assertThat(events)
                .filteredOn(e -> text(e, "event_name").startsWith("IPV_"))
                .filteredOn(e -> !text(e, "event_name").equals("IPV_SPOT_RESPONSE_APPROVED"))
                .isNotEmpty()
                .noneMatch(e -> e.has("client_id"));
    }

    @Test
    void theCoreReceivesTheEvidenceThatWasIssuedBefore() {
        int received = 0;
        for (List<JsonNode> journey : journeys().values()) {
            Map<String, JsonNode> issued = new HashMap<>();
            for (JsonNode event : journey) {
                if (text(event, "event_name").endsWith("_CRI_VC_ISSUED")) {
                    issued.put(text(event, "component_id"), event.path("extensions"));
                }
                if (text(event, "event_name").equals("IPV_VC_RECEIVED")) {
                    JsonNode extensions = event.get("extensions");
                    assertThat(issued).containsKey(text(extensions, "iss"));
                    JsonNode credential = issued.getOrDefault(text(extensions, "iss"), event);
                    // Null and absent are the same: the address issuer has no evidence.
                    assertThat(extensions.path("evidence").isEmpty())
                            .isEqualTo(credential.path("evidence").isEmpty());
                    if (credential.has("evidence")) {
                        assertThat(extensions.get("evidence"))
                                .isEqualTo(credential.get("evidence"));
                    }
                    received++;
                }
            }
        }
        assertThat(received).isGreaterThan(20);
    }

    @Test
    void aCredentialNamesItsIssuer() {
        assertThat(events(week, SUNDAY))
                .filteredOn(e -> text(e, "event_name").endsWith("_CRI_VC_ISSUED"))
                .filteredOn(e -> e.path("extensions").has("iss"))
                .isNotEmpty()
                .allMatch(e -> text(e.get("extensions"), "iss").equals(text(e, "component_id")));
    }

    @Test
    void everyEventOfTheExampleOccursHoweverRare() {
        EventGenerator generator = new EventGenerator(new GeneratorOptions(100_000, 5, SUNDAY, 7));

        Set<String> occurred = new TreeSet<>();
        generator
                .days()
                .forEach(day -> occurred.addAll(values(events(generator, day), "event_name")));

        assertThat(occurred)
                .containsExactlyElementsOf(
                        SheetReader.read(EXAMPLE).events().stream()
                                .map(event -> event.name().wireName())
                                .sorted()
                                .toList());
    }

    @Test
    void everyFieldThatTheExampleLoadsIsCarried() {
        EventGenerator generator = new EventGenerator(new GeneratorOptions(100_000, 1, SUNDAY, 3));
        Map<String, List<JsonNode>> byName =
                events(generator, SUNDAY).stream()
                        .collect(Collectors.groupingBy(e -> text(e, "event_name")));

        List<String> missing = new ArrayList<>();
        for (SheetFamily family : SheetReader.read(EXAMPLE).families()) {
            for (SheetColumn column : family.columns()) {
                for (SheetColumn.Fill fill : column.fills()) {
                    for (EventName event : fill.events()) {
                        if (!fill.field().isEmpty()
                                && byName.getOrDefault(event.wireName(), List.of()).stream()
                                        .noneMatch(e -> isCarried(e, fill.field()))) {
                            missing.add(event + " " + fill.field());
                        }
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static boolean isCarried(JsonNode event, String field) {
        JsonNode node = event;
        for (String step : field.split("\\.", -1)) {
            node = node.path(step);
        }
        return !node.isMissingNode() && !node.isNull();
    }

    @Test
    void pinnedTablesFitTheEvents() {
        List<JsonNode> events = events(week, SUNDAY);
        List<String> misfits = new ArrayList<>();
        for (SheetEvent event : SheetReader.read(EXAMPLE).events()) {
            if (!event.pinned().isEmpty()) {
                HiveType type =
                        new HiveType.Struct(
                                event.pinned().stream()
                                        .map(c ->
                                                new Column(
                                                        c.name(), HiveTypeParser.parse(c.type())))
                                        .toList());
                named(events, event.name().wireName())
                        .forEach(e -> misfits(event.name().wireName(), type, e, misfits));
            }
        }

        assertThat(misfits.stream().distinct()).isEmpty();
    }

    private static void misfits(String path, HiveType type, JsonNode value, List<String> misfits) {
        boolean fits =
                value.isNull()
                        || switch (type) {
                            case HiveType.Struct _ -> value.isObject();
                            case HiveType.Array _ -> value.isArray();
                            case HiveType.Scalar scalar ->
                                    switch (scalar) {
                                        case BOOLEAN -> value.isBoolean();
                                        case INT, BIGINT -> value.isIntegralNumber();
                                        default -> value.isString();
                                    };
                            default -> false;
                        };
        if (!fits) {
            misfits.add(path);
        } else if (type instanceof HiveType.Struct struct) {
            struct.fields().stream()
                    .filter(field -> value.has(field.name()))
                    .forEach(field ->
                            misfits(
                                    path + "." + field.name(),
                                    field.type(),
                                    value.get(field.name()),
                                    misfits));
        } else if (type instanceof HiveType.Array(HiveType element)) {
            value.forEach(e -> misfits(path + "[]", element, e, misfits));
        }
    }

    @Test
    void requestsFarOutnumberErrors() {
        EventGenerator generator = new EventGenerator(new GeneratorOptions(100_000, 1, SUNDAY, 5));
        Map<String, Long> counts =
                events(generator, SUNDAY).stream()
                        .collect(
                                Collectors.groupingBy(
                                        e -> text(e, "event_name"), Collectors.counting()));

        double requests = counts.getOrDefault("AUTH_AUTHORISATION_REQUEST_RECEIVED", 0L);

        assertThat(counts.getOrDefault("AUTH_CHECK_USER_KNOWN_EMAIL", 0L) / requests)
                .isBetween(0.65, 0.8);
        assertThat(counts.getOrDefault("AUTH_LOG_IN_SUCCESS", 0L) / requests).isBetween(0.6, 0.7);
        assertThat(counts.getOrDefault("IPV_JOURNEY_START", 0L) / requests).isBetween(0.12, 0.17);
        assertThat(counts.getOrDefault("AUTH_AUTHORISATION_REQUEST_ERROR", 0L) / requests)
                .isBetween(0.005, 0.015);
        assertThat(counts.getOrDefault("DCMAW_CRI_5XXERROR", 0L) / requests).isLessThan(0.001);
    }

    @Test
    void sizesAreThoseOfAuditEvents() {
        List<Integer> sizes = text(week, SUNDAY).lines().map(String::length).sorted().toList();

        assertThat(sizes.getFirst()).isGreaterThan(250);
        assertThat(sizes.get(sizes.size() / 2)).isBetween(400, 500);
        assertThat(sizes.get(sizes.size() * 9 / 10)).isBetween(500, 750);
        assertThat(sizes.getLast()).isLessThan(1_300);
    }

    private Map<String, List<JsonNode>> journeys() {
        return events(week, SUNDAY).stream()
                .filter(e -> e.get("user").has("govuk_signin_journey_id"))
                .collect(
                        Collectors.groupingBy(e -> text(e.get("user"), "govuk_signin_journey_id")));
    }

    @Test
    void timesAgreeWithEachOther() {
        List<JsonNode> events = named(events(week, SUNDAY), "HOME_REPORT_SUSPICIOUS_ACTIVITY");

        assertThat(events)
                .isNotEmpty()
                .allSatisfy(e -> {
                    long millis = e.get("event_timestamp_ms").longValue();
                    assertThat(millis / 1_000).isEqualTo(e.get("timestamp").longValue());
                    assertThat(Instant.parse(text(e, "event_timestamp_ms_formatted")))
                            .isEqualTo(Instant.ofEpochMilli(millis));
                    assertThat(Instant.parse(text(e, "timestamp_formatted")))
                            .isEqualTo(Instant.ofEpochSecond(millis / 1_000));
                });
    }

    @Test
    void nightsAreQuietAndSoAreWeekends() {
        List<JsonNode> events = events(week, SUNDAY);

        long night = events.stream().filter(e -> hourOf(e) < 6).count();
        long midday = events.stream().filter(e -> hourOf(e) >= 9 && hourOf(e) < 15).count();

        assertThat(night * 5).isLessThan(midday);
        assertThat(week.eventsOn(SUNDAY)).isLessThan(week.eventsOn(SUNDAY.minusDays(4)));
    }

    @Test
    void onlyListedRelyingPartiesOccur() {
        Set<String> listed =
                RelyingParty.all().stream().map(RelyingParty::clientId).collect(Collectors.toSet());

        assertThat(values(events(week, SUNDAY), "client_id")).isEqualTo(listed);
    }

    @Test
    void theRelyingPartiesAreThoseOfTheExample() {
        assertThat(RelyingParty.all())
                .extracting(RelyingParty::clientId, RelyingParty::name, RelyingParty::displayName)
                .containsExactlyElementsOf(
                        SheetReader.read(EXAMPLE).relyingParties().stream()
                                .map(party ->
                                        tuple(
                                                party.clientId(),
                                                party.clientName(),
                                                party.displayName()))
                                .toList());
    }

    private static List<JsonNode> events(EventGenerator generator, LocalDate day) {
        return text(generator, day).lines().map(JSON::readTree).toList();
    }

    private static String text(EventGenerator generator, LocalDate day) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            generator.writeDay(day, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> named(List<JsonNode> events, String name) {
        return events.stream().filter(e -> text(e, "event_name").equals(name)).toList();
    }

    private static Set<String> ids(List<JsonNode> events) {
        return values(events, "event_id");
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream().map(e -> text(e, "event_name")).toList();
    }

    private static Set<String> values(List<JsonNode> events, String field) {
        return events.stream()
                .filter(e -> e.has(field))
                .map(e -> text(e, field))
                .collect(Collectors.toSet());
    }

    private static Set<String> userValues(List<JsonNode> events, String field) {
        return values(events.stream().map(e -> e.get("user")).toList(), field);
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).stringValue();
    }

    private static Instant timeOf(JsonNode event) {
        return Instant.ofEpochSecond(event.get("timestamp").longValue());
    }

    private static LocalDate dayOf(JsonNode event) {
        return LocalDate.ofInstant(timeOf(event), ZoneOffset.UTC);
    }

    private static int hourOf(JsonNode event) {
        return timeOf(event).atZone(ZoneOffset.UTC).getHour();
    }
}
