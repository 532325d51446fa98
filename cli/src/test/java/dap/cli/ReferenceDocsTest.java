package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.engine.duckdb.DuckDbEngine;
import dap.errors.ErrorCode;
import dap.run.Status;
import dap.sql.FunctionTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// Reference pages are what the code says. `-Ddap.docs=write` rewrites them.
class ReferenceDocsTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final Path ERROR_CODES =
            Path.of("..", "core", "src", "main", "java", "dap", "errors", "ErrorCode.java");

    @Test
    void theCommandsPageShowsEachCommandsOwnHelp() throws IOException {
        List<String> page = new ArrayList<>(List.of("# Commands", ""));
        page.add(
                "Global options are taken before or after a command's name. Exit codes: 0 done; 1 it ran and");
        page.add(
                "something failed or differs; 2 usage, or a project no plan can be made of; 3 refused, another run");
        page.add(
                "holds the lake; 4 an engine, warehouse or store cannot be reached; 130 interrupted.");
        CommandLine dap = Main.commandLine(Terminal.ofStreams(System.out, System.err));
        addCommands(page, dap, "dap");

        assertPage("commands.md", page);
    }

    @Test
    void everyCommandTellsItsUsageWhenAsked() {
        for (String[] words :
                List.of(
                        new String[] {"run", "--help"},
                        new String[] {"warehouse", "url", "-h"},
                        new String[] {"help", "run"})) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Terminal terminal =
                    Terminal.ofStreams(
                            new PrintStream(out, true, StandardCharsets.UTF_8), System.err);

            assertThat(Main.execute(terminal, words)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: dap ");
        }
    }

    private static void addCommands(List<String> page, CommandLine parent, String path) {
        parent.getSubcommands()
                .forEach((name, command) -> {
                    if (!command.getCommandSpec().usageMessage().hidden()
                            && !name.equals("help")
                            && !name.equals("generate-completion")) {
                        page.addAll(List.of("", "## " + path + " " + name, "", "```text"));
                        page.addAll(
                                command.getUsageMessage(Ansi.OFF)
                                        .lines()
                                        .map(String::stripTrailing)
                                        .toList());
                        page.add("```");
                        addCommands(page, command, path + " " + name);
                    }
                });
    }

    @Test
    void theErrorCodesPageNamesEachCodeAndWhoMustAct() throws IOException {
        Matcher constants =
                Pattern.compile("((?: +///[^\\n]*\\n)+) +([A-Z_]+)\\(Actor\\.")
                        .matcher(Files.readString(ERROR_CODES));
        List<String> page = new ArrayList<>(List.of("# Error codes", ""));
        page.add(
                "With `--json` a command that cannot do its work prints `{\"error\":{\"code\",\"problem\",\"hint\"}}`.");
        page.addAll(
                List.of("", "| code | exit | who acts | meaning |", "| --- | --- | --- | --- |"));
        int documented = 0;
        while (constants.find()) {
            ErrorCode code = ErrorCode.valueOf(constants.group(2));
            String meaning = constants.group(1).replaceAll("\\s*///\\s*", " ").strip();
            page.add(
                    "| `%s` | %d | %s | %s |"
                            .formatted(
                                    code,
                                    code.exitCode(),
                                    code.actor().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                    meaning));
            documented++;
        }

        assertThat(documented).isEqualTo(ErrorCode.values().length);
        assertPage("error-codes.md", page);
    }

    @Test
    void theFunctionsPageSaysOfEachFunctionWhatItTakesOrWhyItIsRefused() throws IOException {
        List<String> page = new ArrayList<>(List.of("# Athena's functions", ""));
        page.add(
                "What DML, views and `dap query` may call on the embedded engine. Each form that is taken gives what Trino 483 gives:");
        page.add(
                "the module `trino-parity` asks both, over values at the edges of its types. What is not taken is refused by name, with");
        page.add(
                "line and column, before anything runs. `T`, `K`, `V` stand for types that must agree, `TS` and `TZ` for a timestamp");
        page.add(
                "without and with time zone, `DEC` for a `decimal(p,s)`, `fn` for a lambda with its result last. Of a decimal, `DEC_SUM` is");
        page.add(
                "`decimal(38,s)`, `DEC_ROUNDED` `decimal(p-s+1,0)`, or `decimal(p,0)` where s is 0, `DEC_WIDER` `decimal(p+1,s)`, `DEC_CUT`");
        page.add("`decimal(p-s,0)`, of one digit at least, `DEC_SIGN` `decimal(1,0)`.");
        page.add("");
        page.add(
                "On DuckDB a function is the same, or rewritten: as other functions, or as one of DAP's own. On Trino all are the same.");
        Set<String> same = DuckDbEngine.sameFunctions();
        for (String kind : List.of("scalar", "aggregate", "window")) {
            page.addAll(
                    List.of(
                            "",
                            "## "
                                    + kind.substring(0, 1).toUpperCase(Locale.ROOT)
                                    + kind.substring(1),
                            "",
                            "| function | on DuckDB | forms |",
                            "| --- | --- | --- |"));
            FunctionTable.entries().stream()
                    .filter(entry -> entry.kind().equals(kind))
                    .forEach(entry ->
                            page.add(
                                    "| `%s` | %s | `%s` |"
                                            .formatted(
                                                    entry.name(),
                                                    same.contains(entry.name())
                                                            ? "same"
                                                            : "rewritten",
                                                    String.join("`<br>`", entry.forms()))));
        }
        page.addAll(
                List.of(
                        "",
                        "## Refused forms",
                        "",
                        "Of functions that are taken in others; none has a proven equal yet.",
                        ""));
        FunctionTable.refusedForms().stream()
                .sorted()
                .forEach(form -> page.add("- `" + form + "`"));
        page.addAll(List.of("", "## Refused", "", "| function | why |", "| --- | --- |"));
        FunctionTable.entries()
                .forEach(entry ->
                        entry.refusal()
                                .ifPresent(why ->
                                        page.add("| `%s` | %s |".formatted(entry.name(), why))));

        assertPage("athena-functions.md", page);
    }

    @Test
    void theGlossaryHasEveryStateOfARunAndNoOther() throws IOException {
        List<String> states =
                Files.readAllLines(REFERENCE.resolve("glossary.md")).stream()
                        .map(Pattern.compile("\\| `([A-Z_]+)` \\|.*")::matcher)
                        .filter(Matcher::matches)
                        .map(line -> line.group(1))
                        .toList();

        assertThat(states)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Status.values()).map(Status::name).toList());
    }

    private static void assertPage(String name, List<String> lines) throws IOException {
        Path page = REFERENCE.resolve(name);
        if ("write".equals(System.getProperty("dap.docs"))) {
            Files.write(page, lines);
        }
        assertThat(Files.readAllLines(page))
                .as(
                        "docs/reference/%s; rewrite it with ./mvnw -pl cli -am test -Dquick -Dtest=ReferenceDocsTest -Dsurefire.failIfNoSpecifiedTests=false -Ddap.docs=write",
                        name)
                .isEqualTo(lines);
    }
}
