package dap.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dap.raw.LineExaminer;
import dap.raw.RawOptions;
import dap.raw.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventGeneratorTest {

    private static final LocalDate SUNDAY = LocalDate.of(2026, 3, 8);
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

        List<Verdict> verdicts =
                text(week, SUNDAY)
                        .lines()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .map(line -> examiner.examine(line, 0, line.length))
                        .toList();

        assertThat(verdicts).isNotEmpty().hasOnlyElementsOfType(Verdict.Accepted.class);
    }

    @Test
    void allEventsOfTheThreeFamiliesOccur() {
        Map<String, Long> counts =
                events(week, SUNDAY).stream()
                        .collect(
                                Collectors.groupingBy(
                                        e -> text(e, "event_name"), Collectors.counting()));

        assertThat(counts)
                .containsOnlyKeys(
                        "AUTH_CHECK_USER_NO_ACCOUNT_WITH_EMAIL",
                        "AUTH_CREATE_ACCOUNT",
                        "AUTH_PASSWORD_RESET_REQUESTED",
                        "AUTH_PASSWORD_RESET_SUCCESSFUL",
                        "HOME_REPORT_SUSPICIOUS_ACTIVITY",
                        "IPV_KBV_CRI_START",
                        "IPV_KBV_CRI_REQUEST_SENT",
                        "IPV_KBV_CRI_RESPONSE_RECEIVED",
                        "IPV_KBV_CRI_VC_ISSUED",
                        "IPV_KBV_CRI_END");
    }

    @Test
    void aJourneyKeepsItsClientItsUserAndItsOrder() {
        Map<String, List<JsonNode>> journeys =
                events(week, SUNDAY).stream()
                        .filter(e -> e.get("user").has("govuk_signin_journey_id"))
                        .collect(
                                Collectors.groupingBy(
                                        e -> text(e.get("user"), "govuk_signin_journey_id")));

        assertThat(journeys.values())
                .anySatisfy(journey ->
                        assertThat(names(journey)).hasSize(7).endsWith("IPV_KBV_CRI_END"))
                .allSatisfy(journey -> {
                    assertThat(values(journey, "client_id")).hasSizeLessThan(2);
                    assertThat(userValues(journey, "user_id")).hasSizeLessThan(2);
                    assertThat(names(journey)).doesNotHaveDuplicates();
                });
    }

    @Test
    void noOneIsKnownBeforeLoginAndIpvKnowsNoClient() {
        List<JsonNode> events = events(week, SUNDAY);

        assertThat(named(events, "AUTH_CHECK_USER_NO_ACCOUNT_WITH_EMAIL"))
                .allMatch(e -> e.has("client_id") && !e.get("user").has("user_id"));
        assertThat(named(events, "IPV_KBV_CRI_START"))
                .allMatch(e -> !e.has("client_id") && e.get("user").has("user_id"));
    }

    @Test
    void aCredentialAgreesWithTheAnswersOfItsJourney() {
        List<JsonNode> events = events(week, SUNDAY);
        Map<String, JsonNode> answers =
                named(events, "IPV_KBV_CRI_RESPONSE_RECEIVED").stream()
                        .collect(
                                Collectors.toMap(
                                        e -> text(e.get("user"), "govuk_signin_journey_id"),
                                        e -> e.get("extensions").get("experianIiqResponse")));

        List<JsonNode> credentials = named(events, "IPV_KBV_CRI_VC_ISSUED");

        assertThat(credentials)
                .isNotEmpty()
                .allSatisfy(e -> {
                    JsonNode extensions = e.get("extensions");
                    assertThat(extensions.get("experianIiqResponse"))
                            .isEqualTo(answers.get(text(e.get("user"), "govuk_signin_journey_id")));
                    assertThat(text(extensions, "iss")).isEqualTo(text(e, "component_id"));
                });
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
