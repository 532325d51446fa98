package dap.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dap.catalog.IngestCommit.Rejects;
import dap.catalog.RawFault.State;
import dap.catalog.ValidationCatalog.Validated;
import dap.model.DataSource;
import dap.model.EventName;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.raw.SchemaTree;
import dap.store.FileMark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawCatalogTest {

    private static final DataSource TXMA = DataSource.DEFAULT;
    private static final EventName START = new EventName("auth_start");
    private static final EventName END = new EventName("auth_end");
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final Instant NOW = Instant.parse("2024-01-03T04:05:06.789Z");
    private static final SchemaTree INTS =
            SchemaTree.fromJson("{\"k\":\"o\",\"f\":{\"a\":{\"k\":\"i\"}}}");
    private static final SchemaTree TEXTS =
            SchemaTree.fromJson("{\"k\":\"o\",\"f\":{\"a\":{\"k\":\"s\"}}}");
    private static final RejectedLine BROKEN =
            new RejectedLine(3, RejectReason.NOT_JSON, "byte 7", 1);
    private static final RejectedLine MISFIT =
            new RejectedLine(4, RejectReason.TYPE, "a: number for struct", 1);

    @TempDir Path folder;
    private Catalog catalog;
    private RawCatalog raw;

    @BeforeEach
    void open() {
        catalog = Catalog.open(folder.resolve("catalog.db"));
        raw = catalog.raw();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void knowsTheObjectsThatWereRecorded() {
        raw.record(
                List.of(object("k1", START, MONDAY, INTS), object("k2", END, MONDAY, INTS)), NOW);

        Map<String, KnownObject> known = raw.knownObjects(TXMA);
        assertThat(known).containsOnlyKeys("k1", "k2");
        assertThat(known("k1"))
                .isEqualTo(
                        new KnownObject(
                                known("k1").id(),
                                START,
                                MONDAY,
                                "k1",
                                new FileMark(100, NOW, "c1"),
                                "sha",
                                false,
                                false,
                                true));
        assertThat(raw.knownObjects(TXMA, END)).containsOnlyKeys("k2");
        assertThat(raw.knownObjects(new DataSource("other"))).isEmpty();
    }

    @Test
    void anObjectReadAgainReplacesWhatWasKnown() {
        raw.record(List.of(object("k", START, MONDAY, INTS, BROKEN)), NOW);
        CrawledObject again =
                new CrawledObject(
                        TXMA,
                        START,
                        MONDAY,
                        "k",
                        new FileMark(200, NOW, "c2"),
                        "other",
                        20,
                        false,
                        TEXTS,
                        List.of(MISFIT));

        raw.record(List.of(again), NOW);

        RawObject object = raw.unstaged(TXMA, START).getFirst();
        assertThat(object.bytes()).isEqualTo(200);
        assertThat(object.goodLines()).isEqualTo(19);
        assertThat(object.tree()).isEqualTo(TEXTS);
        assertThat(raw.rejects(object.id())).containsExactly(MISFIT);
    }

    @Test
    void aTableIsWidenedByEachObject() {
        raw.record(List.of(object("k1", START, MONDAY, INTS)), NOW);
        raw.record(
                List.of(object("k2", START, MONDAY, TEXTS), object("k3", END, MONDAY, TEXTS)), NOW);

        assertThat(raw.table(TXMA, START)).contains(INTS.merge(TEXTS));
        assertThat(raw.tables(TXMA)).isEqualTo(Map.of(START, INTS.merge(TEXTS), END, TEXTS));
        assertThat(raw.table(TXMA, new EventName("never_seen"))).isEmpty();
    }

    @Test
    void offersWhatIsNotStagedInTheOrderOfDays() {
        raw.record(
                List.of(
                        object("k1", START, TUESDAY, INTS),
                        object("k3", START, MONDAY, INTS),
                        object("k2", START, MONDAY, INTS)),
                NOW);
        stage("k2");

        assertThat(raw.unstaged(TXMA, START))
                .extracting(RawObject::key)
                .containsExactly("k3", "k1");
        assertThat(known("k2").staged()).isTrue();
    }

    @Test
    void objectsOfATableWithOtherTypesAreValidatedAgain() {
        raw.record(List.of(object("k1", START, MONDAY, INTS, BROKEN)), NOW);
        assertThat(raw.validation().toBeValidated(TXMA, Map.of(START, "a:int")))
                .containsExactly(START);

        RawObject first = raw.validation().begin(TXMA, START, "a:int", "a:int").getFirst();
        raw.validation().record(List.of(new Validated(first.id(), Optional.empty(), 0)));
        assertThat(raw.validation().toBeValidated(TXMA, Map.of(START, "a:int"))).isEmpty();
        assertThat(raw.rejects(first.id())).containsExactly(BROKEN);

        assertThat(raw.validation().toBeValidated(TXMA, Map.of(START, "a:struct")))
                .containsExactly(START);
        RawObject again = raw.validation().begin(TXMA, START, "a:struct", "a:struct").getFirst();
        raw.validation()
                .record(
                        List.of(
                                new Validated(
                                        again.id(), Optional.of(List.of(BROKEN, MISFIT)), 5)));

        RawObject validated = raw.unstaged(TXMA, START).getFirst();
        assertThat(validated.rejected()).isEqualTo(2);
        assertThat(validated.coerced()).isEqualTo(5);
        assertThat(raw.rejects(validated.id())).containsExactly(BROKEN, MISFIT);
        assertThat(raw.validation().toBeValidated(TXMA, Map.of(START, "a:struct"))).isEmpty();
    }

    @Test
    void validationThatWasInterruptedGoesOn() {
        raw.record(
                List.of(object("k1", START, MONDAY, INTS), object("k2", START, MONDAY, INTS)), NOW);
        List<RawObject> both = raw.validation().begin(TXMA, START, "a:int", "a:int");
        raw.validation().record(List.of(new Validated(both.getFirst().id(), Optional.empty(), 0)));

        assertThat(raw.validation().toBeValidated(TXMA, Map.of(START, "a:int")))
                .containsExactly(START);
        assertThat(raw.validation().begin(TXMA, START, "a:int", "a:int"))
                .extracting(RawObject::key)
                .containsExactly("k2");
    }

    @Test
    void stagedObjectsAreNotValidatedAgain() {
        raw.record(List.of(object("k1", START, MONDAY, INTS)), NOW);
        stage("k1");

        assertThat(raw.validation().begin(TXMA, START, "a:string", "a:string")).isEmpty();
        assertThat(raw.validation().toBeValidated(TXMA, Map.of(START, "a:string"))).isEmpty();
    }

    @Test
    void aStagedObjectReturnsWhenLinesWereRejectedByTheOlderTable() {
        raw.record(
                List.of(
                        object("k1", START, MONDAY, INTS, MISFIT),
                        object("k2", START, MONDAY, INTS, BROKEN)),
                NOW);
        validateAll("a:int");
        stage("k1", "k2");
        assertThat(raw.validation().returning(TXMA, START)).isEmpty();

        raw.validation().begin(TXMA, START, "other", "a:string");

        List<RawObject> returning = raw.validation().returning(TXMA, START);
        assertThat(returning).extracting(RawObject::key).containsExactly("k1");
        raw.validation().stay(List.of(returning.getFirst().id()));
        assertThat(raw.validation().returning(TXMA, START)).isEmpty();
    }

    @Test
    void anotherDeciderOfTheSameTableValidatesNothingAgain() {
        raw.record(List.of(object("k1", START, MONDAY, INTS)), NOW);
        validateAll("a:int");

        assertThat(raw.validation().toBeValidated(TXMA, Map.of(START, "other")))
                .containsExactly(START);
        assertThat(raw.validation().begin(TXMA, START, "other", "a:int")).isEmpty();
        assertThat(raw.validation().toBeValidated(TXMA, Map.of(START, "other"))).isEmpty();
    }

    private void validateAll(String table) {
        raw.validation()
                .record(
                        raw.validation().begin(TXMA, START, table, table).stream()
                                .map(object -> new Validated(object.id(), Optional.empty(), 0))
                                .toList());
    }

    @Test
    void anIngestBecomesTrueAtOnce() {
        long id =
                raw.commitIngest(commit("sha", false, object("k", START, MONDAY, INTS)))
                        .orElseThrow();

        assertThat(raw.findIngest(TXMA, "sha", MONDAY))
                .contains(new Ingest(id, TXMA, "sha", MONDAY, 0, 9, 3, 1, false));
        assertThat(raw.unpublishedIngests()).extracting(Ingest::id).containsExactly(id);
        assertThat(raw.dataFiles(id)).containsExactly(new DataFile("work/k", "k", 100));
        assertThat(raw.table(TXMA, START)).contains(INTS);
    }

    @Test
    void objectsOfAnIngestAreOfferedOnceItIsPublished() {
        long id =
                raw.commitIngest(commit("sha", false, object("k", START, MONDAY, INTS)))
                        .orElseThrow();
        assertThat(raw.unstaged(TXMA, START)).isEmpty();
        assertThat(known("k").published()).isFalse();

        raw.markPublished(id);

        assertThat(raw.unstaged(TXMA, START)).extracting(RawObject::key).containsExactly("k");
        assertThat(raw.unpublishedIngests()).isEmpty();
        assertThat(raw.dataFiles(id)).isEmpty();
    }

    @Test
    void theSameInputIsIngestedOnceUnlessAskedForAgain() {
        assertThat(raw.commitIngest(commit("sha", false, object("k1", START, MONDAY, INTS))))
                .isPresent();

        assertThat(raw.commitIngest(commit("sha", false, object("k2", START, MONDAY, INTS))))
                .isEmpty();
        assertThat(raw.commitIngest(commit("sha", true, object("k3", START, MONDAY, INTS))))
                .isPresent();

        assertThat(raw.knownObjects(TXMA)).containsOnlyKeys("k1", "k3");
        assertThat(raw.findIngest(TXMA, "sha", MONDAY).orElseThrow().again()).isEqualTo(1);
        assertThat(raw.findIngest(TXMA, "sha", TUESDAY)).isEmpty();
    }

    @Test
    void anIngestThatFailsLeavesNothing() {
        IngestCommit twiceTheSameFile =
                new IngestCommit(
                        TXMA,
                        "sha",
                        MONDAY,
                        false,
                        1,
                        NOW,
                        List.of(),
                        List.of(new DataFile("w1", "k", 1), new DataFile("w2", "k", 1)),
                        List.of(object("k", START, MONDAY, INTS)));

        assertThatThrownBy(() -> raw.commitIngest(twiceTheSameFile))
                .isInstanceOf(RuntimeException.class);

        assertThat(raw.findIngest(TXMA, "sha", MONDAY)).isEmpty();
        assertThat(raw.knownObjects(TXMA)).isEmpty();
        assertThat(raw.table(TXMA, START)).isEmpty();
    }

    @Test
    void sumsUpDaysAndRejects() {
        raw.record(
                List.of(
                        object("k1", START, MONDAY, INTS, BROKEN),
                        object("k2", START, MONDAY, INTS, BROKEN, MISFIT),
                        object("k3", START, TUESDAY, INTS)),
                NOW);
        raw.commitIngest(commit("sha", false));
        raw.commitIngest(commit("other", false));
        stage("k1");

        assertThat(raw.days(TXMA))
                .containsExactly(
                        new RawDay(START, MONDAY, 2, 20, 3, 0, 9, 0),
                        new RawDay(START, TUESDAY, 1, 10, 0, 0, 0, 0));
        assertThat(raw.rawRejects(TXMA))
                .containsExactly(
                        new RejectCount("AUTH_START", MONDAY, RejectReason.NOT_JSON, 2),
                        new RejectCount("AUTH_START", MONDAY, RejectReason.TYPE, 1));
        assertThat(raw.ingestRejects(TXMA))
                .containsExactly(
                        new RejectCount("", MONDAY, RejectReason.NOT_JSON, 4),
                        new RejectCount("AUTH_START", MONDAY, RejectReason.NO_EVENT_ID, 2));
    }

    @Test
    void anObjectWithAFaultIsNotStagedUntilItHasNone() {
        raw.record(
                List.of(object("k1", START, MONDAY, INTS), object("k2", START, MONDAY, INTS)), NOW);
        RawFault gone = RawFault.of(TXMA, known("k1"), State.MISSING, "");

        raw.faults().note(TXMA, List.of(), List.of(gone), NOW);

        assertThat(raw.unstaged(TXMA, START)).extracting(RawObject::key).containsExactly("k2");
        assertThat(raw.days(TXMA).getFirst().held()).isEqualTo(10);
        assertThat(raw.faults().of(TXMA, START)).extracting(RawFault::lines).containsExactly(10L);
        raw.faults().note(TXMA, List.of(known("k1")), List.of(), NOW);
        assertThat(raw.unstaged(TXMA, START)).hasSize(2);
    }

    @Test
    void anObjectThatIsCutOffIsStagedOnceItIsAcceptedOrWhole() {
        RejectedLine cut = new RejectedLine(9, RejectReason.TRUNCATED_GZIP, "", 1);
        raw.record(List.of(object("k", START, MONDAY, INTS, cut)), NOW);
        assertThat(raw.unstaged(TXMA, START)).isEmpty();
        assertThat(raw.faults().all(TXMA))
                .extracting(RawFault::state)
                .containsExactly(State.CUT_OFF);

        raw.faults().accept(raw.faults().all(TXMA));

        assertThat(raw.unstaged(TXMA, START)).hasSize(1);
        raw.record(List.of(object("k", START, MONDAY, INTS, cut)), NOW);
        assertThat(raw.unstaged(TXMA, START)).isEmpty();
        raw.record(List.of(object("k", START, MONDAY, INTS)), NOW);
        assertThat(raw.unstaged(TXMA, START)).hasSize(1);
    }

    @Test
    void whatIsForgottenAndWasNeverStagedLeavesTheAccount() {
        raw.record(List.of(object("k", START, MONDAY, INTS, MISFIT)), NOW);
        RawFault gone = RawFault.of(TXMA, known("k"), State.MISSING, "");
        raw.faults().note(TXMA, List.of(), List.of(gone), NOW);

        raw.faults().forget(raw.faults().all(TXMA));

        assertThat(raw.days(TXMA)).isEmpty();
        assertThat(raw.faults().all(TXMA)).isEmpty();
    }

    private KnownObject known(String key) {
        return Objects.requireNonNull(raw.knownObjects(TXMA).get(key));
    }

    private static CrawledObject object(
            String key, EventName event, LocalDate day, SchemaTree tree, RejectedLine... rejects) {
        return new CrawledObject(
                TXMA,
                event,
                day,
                key,
                new FileMark(100, NOW, "c1"),
                "sha",
                10,
                true,
                tree,
                List.of(rejects));
    }

    private static IngestCommit commit(String sha, boolean again, CrawledObject... objects) {
        return new IngestCommit(
                TXMA,
                sha,
                MONDAY,
                again,
                9,
                NOW,
                List.of(
                        new Rejects("", RejectReason.NOT_JSON, 2),
                        new Rejects("AUTH_START", RejectReason.NO_EVENT_ID, 1)),
                List.of(new DataFile("work/k", "k", 100)),
                List.of(objects));
    }

    /// As the stage step records it, in the columns that RAW reads.
    private void stage(String... keys) {
        catalog.write(handle -> {
            handle.execute(
                    """
                    INSERT INTO stage_file (source, family, event, arrival_day,
                        processed_date, event_name, key, temporary_key, lines, selected, rows,
                        bytes, dml_sha256, run_id, committed_at)
                    VALUES ('txma', 'f', 'auth_start', '2024-01-01', '20240101',
                        'AUTH_START', 's', 'a', 1, 1, 1, 1, 'd', 'r', 'now')\
                    """);
            for (String key : keys) {
                handle.execute(
                        """
                        UPDATE raw_object SET stage_file_id = (SELECT MAX(stage_file_id)
                            FROM stage_file) WHERE key = ?\
                        """,
                        key);
            }
        });
    }
}
