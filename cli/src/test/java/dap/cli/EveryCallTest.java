package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.catalog.Catalog;
import dap.cli.Dap.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fault at a call to the store or the warehouse's server, at one call after the other: an I/O
/// error, a disk that is full from there on, a kill. Whichever open, write, fsync, rename, unlink
/// or connect of a command it strikes, the same command again and a run come to the lake of a
/// command that nothing struck.
///
/// Half of the commands are drawn, and a call of each. `-Ddap.faults=10` draws as many of every
/// command, from all parts of it; `-Ddap.faults=100000` goes through all of them;
/// `-Ddap.faults.commands=RUN,COMPACT` takes these commands alone; `-Ddap.test.seed=…` repeats the
/// draws; `-Ddap.faults.at=ENOSPC:343,…` strikes these calls alone.
class EveryCallTest {

    /// For each command.
    private static final int FAULTS = Integer.getInteger("dap.faults", 1);

    /// Of all; unless more was asked for.
    private static final int COMMANDS_DRAWN = 4;

    /// For a command that is struck: whatever the fault, it ends.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 5);

    /// Who makes the calls that are counted.
    private enum Program {
        JAVA("java"),
        /// All processes of the embedded server.
        POSTGRES("postgres");

        final String comm;

        Program(String comm) {
            this.comm = comm;
        }
    }

    private enum Fault {
        EIO,
        ENOSPC,
        KILL;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A command, and the lake that it finds.
    private enum Command {
        /// Of a new lake: with the making of the catalog.
        FIRST_INGEST(Program.JAVA, "ingest", "--arrival-day", day(0), "day-0.jsonl"),
        INGEST(Program.JAVA, "ingest", "--arrival-day", day(2), "day-2.jsonl"),
        /// With a migration of the project's.
        RUN(Program.JAVA, "run"),
        SERVER_OF_A_RUN(Program.POSTGRES, "run"),
        BACKFILL(Program.JAVA, "backfill", "sign_in_started", "--from", day(0), "--to", day(0)),
        COMPACT(Program.JAVA, "compact"),
        REBUILD(Program.JAVA, "rebuild"),
        /// Of a catalog as its first version had it.
        UPGRADE(Program.JAVA, "ingest", "--arrival-day", day(0), "day-0.jsonl");

        final Program program;
        private final String line;

        Command(Program program, String... words) {
            this.program = program;
            this.line = String.join(" ", words);
        }

        List<String> words() {
            return List.of(line.split(" "));
        }
    }

    private static String day(int index) {
        return FIRST_DAY.plusDays(index).toString();
    }

    @TempDir Path folder;
    private PreloadedStore store;
    private Dap dap;
    private final Map<Command, Snapshot> lakes = new EnumMap<>(Command.class);

    /// A project for whose events of three days `STARTED` and `FAILED` differ.
    @BeforeEach
    void makeTheLakes() throws Exception {
        store = PreloadedStore.compile(folder);
        dap = Dap.withStarter(folder.resolve("project"));
        for (int index = 0; index < 3; index++) {
            Files.writeString(dap.file("day-%d.jsonl".formatted(index)), lines(index));
        }
        makeWarehouseAlone();
        keepAs(Command.FIRST_INGEST);
        makeFirstCatalog();
        keepAs(Command.UPGRADE);
        Snapshot.delete(dap.file(".dap/catalog.db"));
        done("ingest", "--arrival-day", day(0), "day-0.jsonl");
        done("ingest", "--arrival-day", day(1), "day-1.jsonl");
        done("run");
        keepAs(Command.INGEST);
        keepAs(Command.COMPACT);
        keepAs(Command.REBUILD);
        changeDml();
        keepAs(Command.BACKFILL);
        done("ingest", "--arrival-day", day(2), "day-2.jsonl");
        Files.writeString(
                dap.file("redshift-scripts/flyway/migrations/V2__note.sql"),
                "CREATE TABLE conformed.note (note varchar(10));\n");
        keepAs(Command.RUN);
        keepAs(Command.SERVER_OF_A_RUN);
    }

    private static String lines(int day) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            lines.append(
                    """
                    {"event_id":"d%d-%d","event_name":"%s","timestamp":%d,"component_id":"ACCOUNTS","client_id":"library-card"}
                    """
                            .formatted(
                                    day,
                                    i,
                                    i % 2 == 0 ? "SIGN_IN_STARTED" : "SIGN_IN_COMPLETED",
                                    1_767_600_000 + 86_400 * day + i));
        }
        return lines + "broken {\n";
    }

    /// As text only: what is staged stays the same.
    private void changeDml() throws IOException {
        Path file = dap.file("athena-scripts/dml/insert_into/sign_in_started.sql");
        Files.writeString(file, Files.readString(file) + "\n-- of another day\n");
    }

    /// A server that is made takes seconds, each time.
    private void makeWarehouseAlone() throws Exception {
        done("query", "--on", "warehouse", "SELECT 1");
        try (Stream<Path> files = Files.list(dap.file(".dap"))) {
            for (Path file : files.filter(file -> !file.endsWith("warehouse")).toList()) {
                Snapshot.delete(file);
            }
        }
    }

    /// Empty, as the first DAP made it.
    private void makeFirstCatalog() throws Exception {
        Path file = dap.file(".dap/catalog.db");
        Files.createDirectories(file.getParent());
        try (InputStream in = Catalog.class.getResourceAsStream("V1.sql");
                Connection catalog = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = catalog.createStatement()) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            statement.executeUpdate(sql);
            statement.executeUpdate("PRAGMA user_version = 1");
            statement.executeUpdate("INSERT INTO lake (lake_id) VALUES ('of-the-first-version')");
        }
    }

    private void done(String... words) {
        Ended ended = dap.call(fromProject(List.of(words)));
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    }

    /// Names of files are relative to the project.
    private String[] fromProject(List<String> words) {
        return words.stream()
                .map(word -> word.endsWith(".jsonl") ? dap.file(word).toString() : word)
                .toArray(String[]::new);
    }

    private void keepAs(Command command) {
        lakes.put(command, Snapshot.take(dap.file(""), folder.resolve("kept-" + command)));
    }

    /// Back to what the command found.
    private void restore(Command command) {
        Objects.requireNonNull(lakes.get(command)).restore();
    }

    @Test
    void whateverCallItStrikesNothingIsLost() throws Exception {
        long seed = Long.getLong("dap.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> losses = new ArrayList<>();
        for (Command command : commands(random)) {
            long counted = sweep(command, random, losses);
            System.out.println(
                    "%s: %d calls, -Ddap.test.seed=%d".formatted(command, counted, seed));
        }
        assertThat(losses).as("-Ddap.test.seed=" + seed).isEmpty();
    }

    private static List<Command> commands(Random random) {
        String wanted = System.getProperty("dap.faults.commands", "");
        if (!wanted.isEmpty()) {
            return Stream.of(wanted.split(",")).map(Command::valueOf).toList();
        }
        List<Command> all = new ArrayList<>(List.of(Command.values()));
        Collections.shuffle(all, random);
        return FAULTS > 1 ? all : all.subList(0, COMMANDS_DRAWN);
    }

    private long sweep(Command command, Random random, List<String> losses) throws Exception {
        restore(command);
        long calls = strike(command, Fault.EIO, 0).calls();
        String expected = reconcile(command);
        assertThat(calls).as(command.name()).isPositive();
        assertThat(expected).contains("%s 0, run 0".formatted(command.words().getFirst()), "d0-7");
        for (Strike strike : strikes(calls, random)) {
            String wrong = strikeAndReconcile(command, strike.fault(), strike.nth(), expected);
            if (!wrong.isEmpty()) {
                String loss = "%s, %s: %s".formatted(command, strike, wrong);
                System.out.println(loss);
                losses.add(loss);
            }
        }
        return calls;
    }

    /// @param nth the call that it strikes, from 1
    private record Strike(Fault fault, long nth) {

        static Strike of(String text) {
            String[] parts = text.split(":", 2);
            return new Strike(Fault.valueOf(parts[0]), Long.parseLong(parts[1]));
        }

        @Override
        public String toString() {
            return fault + ":" + nth;
        }
    }

    private static List<Strike> strikes(long calls, Random random) {
        String chosen = System.getProperty("dap.faults.at", "");
        if (!chosen.isEmpty()) {
            return Stream.of(chosen.split(",")).map(Strike::of).toList();
        }
        Fault[] faults = Fault.values();
        List<Strike> strikes = new ArrayList<>();
        if (FAULTS >= calls) {
            for (long nth = 1; nth <= calls; nth++) {
                for (Fault fault : faults) {
                    strikes.add(new Strike(fault, nth));
                }
            }
            return strikes;
        }
        for (int part = 0; part < FAULTS; part++) {
            long nth = 1 + (long) ((part + random.nextDouble()) * calls / FAULTS);
            strikes.add(new Strike(faults[random.nextInt(faults.length)], nth));
        }
        return strikes;
    }

    /// @return what went wrong; empty where nothing did
    private String strikeAndReconcile(Command command, Fault fault, long nth, String expected)
            throws Exception {
        restore(command);
        try {
            Struck struck = strike(command, fault, nth);
            String now = reconcile(command);
            return now.equals(expected)
                    ? struck.faultTold()
                    : "%s; expected %s, but %s".formatted(struck.where(), expected, now);
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// @param calls that were counted
    /// @param where the call that was struck; empty where the command ended before
    private record Struck(Ended ended, long calls, String where) {

        private static final int KILLED = 137;

        /// What it should not have said; empty where all is well.
        String faultTold() {
            String said = ended.out() + ended.err();
            boolean isWell =
                    (ended.exitCode() <= 4 || ended.exitCode() == KILLED)
                            && Stream.of("\tat ", "    at ", "eport it", "fault of DAP")
                                    .noneMatch(said::contains);
            return isWell ? "" : "%s: exit %d, %s".formatted(where, ended.exitCode(), said);
        }
    }

    private Struck strike(Command command, Fault fault, long nth) throws Exception {
        Path log = Files.createTempFile(folder, "struck", ".log");
        Path counter = PreloadedStore.newCounter(folder);
        Files.createDirectories(dap.file(".dap"));
        Map<String, String> environment = store.over(dap.file(".dap"));
        environment.put("UNRELIABLE_PROGRAM", command.program.comm);
        environment.put("UNRELIABLE_COUNTER", counter.toString());
        environment.put("UNRELIABLE_NTH", String.valueOf(nth));
        environment.put("UNRELIABLE_FAULT", fault.text());
        environment.put("UNRELIABLE_LOG", log.toString());
        try (DapProcess process = dap.start(environment, fromProject(command.words()))) {
            Ended ended = process.end(PATIENCE);
            String where =
                    Files.readAllLines(log).stream()
                            .map(line -> line.replace(folder.toString(), ""))
                            .collect(Collectors.joining("; "));
            return new Struck(ended, PreloadedStore.read(counter), where);
        } finally {
            Files.delete(log);
            Files.delete(counter);
        }
    }

    /// What is there after the same command again, and a run: facts, STAGE rows, the ledger, files
    /// that should not be there.
    private String reconcile(Command command) throws IOException {
        List<String> answers = new ArrayList<>();
        Ended again = dap.call(fromProject(command.words()));
        Ended run = dap.call("run");
        answers.add(
                "%s %d, run %d"
                        .formatted(command.words().getFirst(), again.exitCode(), run.exitCode()));
        if (again.exitCode() != 0) {
            answers.add(again.out() + again.err());
        }
        if (run.exitCode() != 0) {
            answers.add(run.out() + run.err());
        }
        answers.add(ask("warehouse", "conformed.fact_user_journey_event"));
        answers.add(ask("lake", "sign_in"));
        answers.add(dap.call("ledger", "--json").out());
        answers.add(filesInTheMaking());
        return String.join("\n", answers);
    }

    /// Each event_id of a table, and how often it is there.
    private String ask(String side, String table) {
        String sql =
                "SELECT event_id, count(*) AS n FROM %s GROUP BY event_id ORDER BY event_id"
                        .formatted(table);
        Ended ended = dap.call("query", "--on", side, "--json", sql);
        return ended.exitCode() == 0 ? ended.out() : ended.err();
    }

    private String filesInTheMaking() throws IOException {
        Path work = dap.file(".dap/local-dap-work");
        if (!Files.exists(work)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> work.relativize(file).toString())
                    .collect(Collectors.joining(", "));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
