package dap.cli;

import dap.check.ProjectCheck;
import dap.cli.Terminal.Tone;
import dap.errors.Problem;
import dap.run.Crawls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `dap check`.
@Command(
        name = "check",
        description =
                "Holds configs, DML, tables, crawlers and procedures against each other: what is wrong,"
                        + " where, and the hint. Writes nothing. Ends with 1 if anything is an error.")
final class CheckCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = Session.openToLook(dap.options)) {
            List<Problem> problems = new ArrayList<>();
            problems.addAll(
                    new ProjectCheck(
                                    session.project(),
                                    session.catalog(),
                                    session.engine(),
                                    session.warehouse(),
                                    session.clock())
                            .problems());
            problems.addAll(strays(session));
            if (dap.options.json) {
                dap.terminal()
                        .out()
                        .println(
                                Json.text(
                                        Map.of(
                                                "problems",
                                                problems.stream()
                                                        .map(CheckCommand::json)
                                                        .toList())));
            } else {
                print(dap.terminal(), problems);
            }
            return problems.stream().anyMatch(Problem::isError) ? 1 : 0;
        }
    }

    private static List<Problem> strays(Session session) {
        return Crawls.strays(session.project(), session.layout()).stream()
                .map(stray ->
                        Problem.warning(
                                stray.path(),
                                0,
                                "It lies in RAW and is not read: it %s.".formatted(stray.reason()),
                                "Move it to EVENT_NAME/year=YYYY/month=MM/day=DD, or out of RAW."))
                .toList();
    }

    private static void print(Terminal terminal, List<Problem> problems) {
        for (Problem problem : problems) {
            Tone tone = problem.isError() ? Tone.BAD : Tone.CAUTION;
            String severity = problem.severity().name().toLowerCase(Locale.ROOT);
            terminal.out()
                    .println(
                            terminal.toned(tone, severity + ": ")
                                    + problem.location()
                                    + ": "
                                    + problem.message());
            terminal.out().println("  " + problem.hint());
        }
        long errors = problems.stream().filter(Problem::isError).count();
        terminal.out()
                .println(
                        problems.isEmpty()
                                ? terminal.toned(Tone.GOOD, "No problems.")
                                : "%d errors, %d warnings"
                                        .formatted(errors, problems.size() - errors));
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        json.put("file", problem.file());
        json.put("line", problem.line());
        json.put("message", problem.message());
        json.put("hint", problem.hint());
        return json;
    }
}
