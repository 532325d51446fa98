package dap.cli;

import dap.cli.DemoFigures.Day;
import dap.cli.DemoFigures.FamilyFigures;
import dap.cli.DemoFigures.Party;
import dap.cli.DemoFigures.Route;
import dap.cli.Terminal.Tone;
import dap.run.Status;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// What came of the demo, for people: from events to facts, the star, what a minister would ask,
/// the ledger, what to try next. No line is wider than 80 columns, if the folder's name is no
/// novel.
final class DemoReport {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);
    private static final int WIDTH = 80;
    private static final int NAME_WIDTH = 36;
    private static final int BAR = 16;

    private final Terminal terminal;
    private final DemoFigures figures;
    private final String folder;

    /// @param folder of the project, as the user would name it
    DemoReport(Terminal terminal, DemoFigures figures, String folder) {
        this.terminal = terminal;
        this.figures = figures;
        this.folder = folder;
    }

    void print(Status status, double seconds) {
        families();
        star();
        journeys();
        checks();
        parties();
        heading("The ledger: every event accounted for");
        ledger();
        terminal.out().println();
        Tone tone = status.needsAttention() ? Tone.BAD : Tone.GOOD;
        terminal.out()
                .println(terminal.toned(tone, "%s in %.1f s.".formatted(words(status), seconds)));
        next();
    }

    /// In one line; where that is too wide, broken at a plus.
    private void ledger() {
        StringBuilder line = new StringBuilder();
        for (String part :
                LedgerCommand.brief(terminal, figures.account()).split("(?= \\+ )", -1)) {
            if (line.length() + part.length() > WIDTH - 2) {
                line(line.toString());
                line.setLength(0);
                line.append("   ");
            }
            line.append(part);
        }
        line(line.toString());
    }

    private static String words(Status status) {
        return switch (status) {
            case SUCCEEDED -> "Done";
            case UP_TO_DATE -> "Nothing was new: done";
            case INCOMPLETE -> "Events are missing in the star (see dap status): over";
            case PARTIAL -> "Some families failed (see dap status): over";
            case FAILED, UNKNOWN, UPSTREAM_FAILED, DISABLED -> "It failed (see dap status): over";
        };
    }

    private void families() {
        heading("From events to facts, by product family");
        TextTable table = new TextTable("family", "kinds", "lines in RAW", "staged", "facts");
        for (FamilyFigures family : figures.families()) {
            table.add(
                    family.family(),
                    family.kinds(),
                    family.lines(),
                    family.staged(),
                    family.facts());
        }
        table.add(
                "together",
                figures.families().stream().mapToInt(FamilyFigures::kinds).sum(),
                sum(FamilyFigures::lines),
                sum(FamilyFigures::staged),
                sum(FamilyFigures::facts));
        print(table);
    }

    private long sum(ToLongFunction<FamilyFigures> figure) {
        return figures.families().stream().mapToLong(figure).sum();
    }

    private void star() {
        heading("The star: one fact per event, and its dimensions");
        TextTable table = new TextTable("table", "rows");
        figures.star().forEach(table::add);
        print(table);
    }

    private void journeys() {
        heading("Journeys by day and channel");
        long most = figures.days().stream().mapToLong(Day::all).max().orElse(0);
        TextTable table = new TextTable("day", "app", "web", "sign-in only", "all", "");
        for (Day day : figures.days()) {
            table.add(
                    day.day().isEmpty() ? "no time" : LocalDate.parse(day.day()).format(DAY),
                    day.app(),
                    day.web(),
                    day.general(),
                    day.all(),
                    bar(day.all(), most, BAR));
        }
        print(table);
    }

    private void checks() {
        heading("Identity checks, passed and failed, by route");
        TextTable table = new TextTable("route", "passed", "failed", "passed of all", "");
        for (Route route : figures.routes()) {
            long all = route.passed() + route.failed();
            table.add(
                    name(route.route()),
                    route.passed(),
                    route.failed(),
                    "%.0f %%".formatted(100.0 * route.passed() / all),
                    bar(route.passed(), all, BAR));
        }
        print(table);
    }

    private void parties() {
        heading("The ten busiest relying parties");
        long most = figures.parties().stream().mapToLong(Party::signIns).max().orElse(0);
        TextTable table = new TextTable("service", "sign-ins", "identities", "");
        for (Party party : figures.parties()) {
            table.add(
                    name(party.name()),
                    party.signIns(),
                    party.identities(),
                    bar(party.signIns(), most, BAR));
        }
        print(table);
    }

    /// Cut where it would break the table.
    private static String name(String name) {
        return name.length() <= NAME_WIDTH
                ? name
                : name.substring(0, NAME_WIDTH - 3).stripTrailing() + "...";
    }

    private String bar(long part, long all, int width) {
        return all == 0
                ? ""
                : terminal.block()
                        .repeat((int) Math.max(Math.round((double) width * part / all), 0));
    }

    private void heading(String text) {
        terminal.out().println();
        terminal.out().println(terminal.toned(Tone.STRONG, text));
    }

    private void print(TextTable table) {
        table.lines().forEach(this::line);
    }

    private void line(String text) {
        terminal.out().println("  " + text);
    }

    private void next() {
        String dap = "./dap --project " + Terminal.quoted(folder) + " ";
        heading("Try next");
        step("nothing is new, so nothing is done", dap + "run");
        step("every event and day", dap + "ledger");
        step("which event field a column comes from", dap + "lineage ipv_journey");
        step(
                "ask the star",
                dap + "query --on warehouse \\\n    'SELECT * FROM reporting.journeys LIMIT 5'");
        step("what is in this folder", "ls " + Terminal.quoted(folder));
    }

    private void step(String what, String command) {
        line(terminal.toned(Tone.QUIET, "# " + what));
        line(command);
    }
}
