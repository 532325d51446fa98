package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.author.StarterProject;
import dap.catalog.Catalog;
import dap.engine.LakeEngine;
import dap.engine.Written;
import dap.engine.duckdb.DuckDbEngine;
import dap.engine.duckdb.EngineOptions;
import dap.ledger.Account;
import dap.ledger.Ledger;
import dap.ledger.ObjectRow;
import dap.model.EventName;
import dap.project.Overrides;
import dap.project.Project;
import dap.project.ProjectReader;
import dap.run.Crawls;
import dap.run.Run;
import dap.run.RunListener;
import dap.run.RunRequest;
import dap.run.RunResult;
import dap.run.RunResult.EventResult;
import dap.run.Status;
import dap.store.LakeLayout;
import dap.warehouse.Warehouse;
import dap.warehouse.postgres.PostgresWarehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Faults put into RAW, and between RAW and STAGE, in a real run on DuckDB: each of them turns the
/// books red within that run, and none is ever staged; what can heal, heals with the next run.
/// Where nothing is wrong, nothing is red.
class InjectedFaultsTest {

    private static final EventName EVENT = new EventName("sign_in_started");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
    private static final Instant NOW = Instant.parse("2026-02-01T02:00:00Z");

    @TempDir static Path folder;
    private static Project project;
    private static LakeEngine engine;
    private static int lakes;

    @BeforeAll
    static void start() throws IOException {
        StarterProject.create(folder.resolve("project"));
        project = ProjectReader.read(folder.resolve("project"), Overrides.NONE);
        engine =
                new DuckDbEngine(
                        new EngineOptions(
                                "500MB",
                                2,
                                Files.createDirectories(folder.resolve("spill")),
                                Optional.empty(),
                                List.of(folder)));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    /// What is done to the object `a.gz`, which holds the events 1, 2 and 3.
    enum Fault {
        LINE_DROPPED(Then.OTHER),
        LINE_ADDED(Then.OTHER),
        LINE_ALTERED(Then.OTHER),
        SWAPPED_WITH_THE_SAME_SIZE_AND_TIME(Then.OTHER),
        WRITTEN_OVER_IN_PLACE_WITH_THE_SAME_SIZE_AND_TIME(Then.OTHER),
        GROWN(Then.OTHER),
        SHRUNK(Then.OTHER),
        CUT_OFF(Then.CUT_OFF),
        EMPTIED(Then.GONE),
        DELETED(Then.GONE),
        RENAMED(Then.SAME),
        TAKEN_BACK_AS_TEMPORARY(Then.GONE),
        NO_GZIP_ANY_MORE(Then.OTHER),
        TOUCHED(Then.SAME),
        REPLACED_BY_A_COPY(Then.SAME);

        /// What lies there afterwards.
        private enum Then {
            SAME,
            OTHER,
            CUT_OFF,
            GONE
        }

        private final Then then;

        Fault(Then then) {
            this.then = then;
        }

        void inject(Path object) throws IOException {
            FileTime time = Files.getLastModifiedTime(object);
            byte[] before = Files.readAllBytes(object);
            switch (this) {
                case LINE_DROPPED -> Files.write(object, gzipped("1", "3"));
                case LINE_ADDED -> Files.write(object, gzipped("1", "2", "3", "9"));
                case LINE_ALTERED -> Files.write(object, gzipped("1", "8", "3"));
                case SWAPPED_WITH_THE_SAME_SIZE_AND_TIME -> {
                    Path other = object.resolveSibling(".other");
                    Files.write(other, sameSize(before));
                    Files.setLastModifiedTime(other, time);
                    Files.move(other, object, StandardCopyOption.ATOMIC_MOVE);
                }
                case WRITTEN_OVER_IN_PLACE_WITH_THE_SAME_SIZE_AND_TIME -> {
                    Files.write(object, sameSize(before), StandardOpenOption.WRITE);
                    Files.setLastModifiedTime(object, time);
                }
                case GROWN -> Files.write(object, gzipped("7"), StandardOpenOption.APPEND);
                case SHRUNK -> Files.write(object, gzipped("1"));
                case CUT_OFF -> Files.write(object, Arrays.copyOf(before, before.length - 9));
                case EMPTIED -> Files.write(object, new byte[0]);
                case DELETED -> Files.delete(object);
                case RENAMED -> Files.move(object, object.resolveSibling("renamed.gz"));
                case TAKEN_BACK_AS_TEMPORARY ->
                        Files.move(object, object.resolveSibling("a.gz.TMP"));
                case NO_GZIP_ANY_MORE -> Files.write(object, lines("1", "2"));
                case TOUCHED -> Files.setLastModifiedTime(object, FileTime.from(NOW));
                case REPLACED_BY_A_COPY -> {
                    Path copy = object.resolveSibling(".copy");
                    Files.copy(object, copy);
                    Files.move(copy, object, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }

        private static byte[] sameSize(byte[] before) throws IOException {
            byte[] other = gzipped("4", "5", "6");
            assertThat(other).as("test data").hasSameSizeAs(before).isNotEqualTo(before);
            return other;
        }
    }

    @ParameterizedTest
    @EnumSource
    void betweenCrawlAndStage(Fault fault) throws IOException {
        try (Lake lake = new Lake()) {
            lake.before = () -> fault.inject(lake.object("a.gz"));

            EventResult red = lake.run();

            if (red.status() == Status.SUCCEEDED) {
                assertThat(fault.then).isEqualTo(Fault.Then.SAME);
            } else {
                assertThat(red.status()).isEqualTo(Status.FAILED);
                assertThat(red.error()).contains("a.gz").doesNotContain("secret");
                assertThat(lake.stagedRows()).isZero();
            }
            lake.expectAfterNextRun(fault);
        }
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheNextCrawl(Fault fault) throws IOException {
        try (Lake lake = new Lake()) {
            lake.crawl();
            fault.inject(lake.object("a.gz"));

            lake.expectAfterNextRun(fault);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileTheStatementReads(Fault fault) throws IOException {
        try (Lake lake = new Lake()) {
            lake.after = () -> fault.inject(lake.object("a.gz"));

            EventResult red = lake.run();

            assertThat(red.status()).isEqualTo(Status.FAILED);
            assertThat(red.error()).contains("a.gz");
            assertThat(lake.stagedRows()).isZero();
            lake.expectAfterNextRun(fault);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINE_DROPPED", "LINE_ALTERED", "GROWN", "TOUCHED"})
    void swappedForTheStatementAloneAndPutBack(Fault fault) throws IOException {
        try (Lake lake = new Lake()) {
            Path object = lake.object("a.gz");
            Path kept = object.resolveSibling(".kept");
            lake.before =
                    () -> {
                        Files.createLink(kept, object);
                        Path other = Files.copy(object, object.resolveSibling(".a.gz"));
                        FileTime time = Files.getLastModifiedTime(object);
                        Files.move(other, object, StandardCopyOption.ATOMIC_MOVE);
                        Files.setLastModifiedTime(object, time);
                        fault.inject(object);
                    };
            lake.after = () -> Files.move(kept, object, StandardCopyOption.REPLACE_EXISTING);

            EventResult red = lake.run();

            assertThat(red.status()).isEqualTo(Status.FAILED);
            assertThat(lake.stagedRows()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterItWasStaged(Fault fault) throws IOException {
        try (Lake lake = new Lake()) {
            assertThat(lake.run().status()).isEqualTo(Status.SUCCEEDED);
            assertThat(lake.account().isClean()).isTrue();

            fault.inject(lake.object("a.gz"));

            List<ObjectRow> objects = lake.look().objects();
            EventResult next = lake.run();
            assertThat(lake.stagedRows()).isEqualTo(5);
            if (fault.then == Fault.Then.SAME) {
                assertThat(next.status()).isEqualTo(Status.UP_TO_DATE);
                assertThat(lake.look().isClean()).isTrue();
                assertThat(lake.look().unexplained()).isZero();
                return;
            }
            boolean isGone = fault == Fault.DELETED || fault == Fault.TAKEN_BACK_AS_TEMPORARY;
            assertThat(objects)
                    .extracting(ObjectRow::state)
                    .containsExactly(isGone ? "missing" : "changed");
            assertThat(next.status()).isEqualTo(Status.INCOMPLETE);
            assertThat(next.error()).contains("a.gz").contains("dap raw ");
            assertThat(lake.look().isClean()).isFalse();
            assertThat(lake.look().objects()).isEqualTo(objects);
        }
    }

    /// What an engine may say that is not so.
    enum Lie {
        READ_ONE_LESS,
        READ_ONE_MORE,
        LOST_ONE,
        MADE_ONE,
        WROTE_MORE_THAN_IT_SELECTED,
        READ_AND_LOST_ONE;

        Written told(Written counted) {
            return switch (this) {
                case READ_ONE_LESS -> plus(counted, -1, 0, 0);
                case READ_ONE_MORE -> plus(counted, 1, 0, 0);
                case LOST_ONE -> plus(counted, 0, -1, -1);
                case MADE_ONE -> plus(counted, 0, 1, 1);
                case WROTE_MORE_THAN_IT_SELECTED -> plus(counted, 0, 0, 1);
                case READ_AND_LOST_ONE -> plus(counted, -1, -1, -1);
            };
        }

        private static Written plus(Written written, long read, long selected, long rows) {
            return new Written(
                    written.read() + read,
                    written.selected() + selected,
                    written.rows() + rows,
                    written.bytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEngineThatMiscounts(Lie lie) throws IOException {
        try (Lake lake = new Lake()) {
            lake.told = lie::told;

            EventResult red = lake.run();

            assertThat(red.status()).isEqualTo(Status.FAILED);
            assertThat(lake.stagedRows()).isZero();
            lake.told = UnaryOperator.identity();
            assertThat(lake.run().status()).isEqualTo(Status.SUCCEEDED);
            assertThat(lake.stagedRows()).isEqualTo(5);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    /// A lake with two objects of one event and day: `a.gz` with three events, `b.gz` with two.
    private static final class Lake implements AutoCloseable {

        private final LakeLayout layout;
        private final Catalog catalog;
        private final Warehouse warehouse;
        private Action before = () -> {};
        private Action after = () -> {};
        private UnaryOperator<Written> told = UnaryOperator.identity();

        Lake() throws IOException {
            Path root = folder.resolve("lake-" + lakes++);
            layout = new LakeLayout(root, project.settings().environment());
            Files.createDirectories(object("a.gz").getParent());
            Files.write(object("a.gz"), gzipped("1", "2", "3"));
            Files.write(object("b.gz"), gzipped("b1", "b2"));
            catalog = Catalog.open(layout.catalogFile());
            // Nothing here goes so far.
            warehouse =
                    new PostgresWarehouse(
                            project.settings().warehouse(),
                            root.resolve("warehouse"),
                            System.getenv());
        }

        Path object(String name) {
            return layout.rawFolder(project.sources().getFirst().name(), EVENT, DAY).resolve(name);
        }

        void crawl() {
            Crawls.raw(project, layout, catalog, InstantSource.fixed(NOW))
                    .crawl(project.sources().getFirst(), Set.of());
        }

        EventResult run() {
            LakeEngine meddling =
                    (LakeEngine)
                            Proxy.newProxyInstance(
                                    LakeEngine.class.getClassLoader(),
                                    new Class<?>[] {LakeEngine.class},
                                    (_, method, arguments) -> {
                                        if (!method.getName().equals("insert")) {
                                            return call(method, arguments);
                                        }
                                        // Once: an insert that fails is tried again.
                                        Action first = before;
                                        before = () -> {};
                                        first.run();
                                        Object written = call(method, arguments);
                                        Action last = after;
                                        after = () -> {};
                                        last.run();
                                        return told.apply((Written) written);
                                    });
            RunResult result =
                    new Run(
                                    project,
                                    layout,
                                    catalog,
                                    meddling,
                                    warehouse,
                                    InstantSource.fixed(NOW),
                                    RunListener.NONE)
                            .execute(new RunRequest(Set.of(), NOW, RunRequest.Reach.STAGE));
            EventResult event =
                    result.families().getFirst().events().stream()
                            .filter(each -> each.event().equals(EVENT.name()))
                            .findFirst()
                            .orElseThrow();
            assertThat(result.status().needsAttention()).isEqualTo(event.status().needsAttention());
            return event;
        }

        private static Object call(java.lang.reflect.Method method, Object[] arguments)
                throws Throwable {
            try {
                return method.invoke(engine, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        /// The account after a look at every object.
        Account look() {
            Crawls.look(project, layout, catalog, InstantSource.fixed(NOW));
            return account();
        }

        Account account() {
            return new Ledger(project, catalog, () -> warehouse, InstantSource.fixed(NOW))
                    .account();
        }

        long stagedRows() {
            return catalog.stage().days(project.sources().getFirst().name()).stream()
                    .mapToLong(day -> day.rows())
                    .sum();
        }

        /// Nothing was staged so far: what is whole and there now is, and nothing else.
        void expectAfterNextRun(Fault fault) throws IOException {
            EventResult next = run();
            List<ObjectRow> objects = look().objects();
            Map<String, Long> good = new TreeMap<>();
            for (Path file : List.of(object("a.gz"), object("b.gz"), object("renamed.gz"))) {
                if (Files.exists(file)
                        && !(file.endsWith("a.gz") && fault.then == Fault.Then.CUT_OFF)) {
                    good.put(file.toString(), linesOf(file));
                }
            }
            assertThat(stagedRows())
                    .isEqualTo(good.values().stream().mapToLong(Long::longValue).sum());
            assertThat(account().unexplained()).isZero();
            switch (fault.then) {
                case SAME, OTHER -> {
                    assertThat(next.status()).isIn(Status.SUCCEEDED, Status.UP_TO_DATE);
                    assertThat(objects).isEmpty();
                }
                case CUT_OFF, GONE -> {
                    assertThat(next.status()).isEqualTo(Status.INCOMPLETE);
                    assertThat(objects)
                            .extracting(ObjectRow::state)
                            .containsExactly(fault.then == Fault.Then.GONE ? "missing" : "cut-off");
                }
            }
        }

        @Override
        public void close() {
            catalog.close();
            warehouse.close();
        }
    }

    private static long linesOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (var in = dap.raw.GzipMembers.textOf(new java.io.ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count();
        }
    }

    private static byte[] lines(String... ids) {
        List<String> lines = new ArrayList<>();
        for (String id : ids) {
            lines.add(
                    "{\"event_id\":\"%s\",\"event_name\":\"SIGN_IN_STARTED\",\"timestamp\":1767600000,\"client_id\":\"secret\"}\n"
                            .formatted(id));
        }
        return String.join("", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzipped(String... ids) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(lines(ids));
        }
        return bytes.toByteArray();
    }
}
