package dap.cli;

import dap.cli.Terminal.Tone;
import dap.errors.DapException;
import dap.errors.DidYouMean;
import dap.errors.ErrorCode;
import dap.model.EventName;
import dap.project.TableDefinition;
import dap.query.StageLineage;
import dap.query.StageLineage.Answer;
import dap.query.StageLineage.Filled;
import dap.sql.tree.FieldPath;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap lineage`.
@Command(
        name = "lineage",
        description =
                "From which event fields each STAGE column comes, as the events' DML says. Runs nothing, and"
                        + " needs no events. Ends with 1 if a statement cannot be read.")
final class LineageCommand implements Callable<Integer> {

    private static final int EVENTS_NAMED = 2;

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "TABLE[.COLUMN]",
            arity = "0..1",
            description = "A STAGE table, or one of its columns (default: all).")
    @Nullable String name;

    @Option(
            names = "--field",
            paramLabel = "FIELD",
            description =
                    "Only columns that come from this event field or a part of it, as extensions.evidence:"
                            + " what a change of it touches.")
    @Nullable String field;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        try (Session session = dap.openSession()) {
            Optional<String> table = part(0);
            Optional<String> column = part(1);
            table.ifPresent(wanted -> checkTable(session, wanted));
            Answer answer =
                    new StageLineage(
                                    session.project(), session.catalog(), session.clock().instant())
                            .of(table);
            column.ifPresent(wanted -> checkColumn(session, table.orElseThrow(), wanted));
            List<Filled> columns =
                    answer.columns().stream()
                            .filter(it -> column.filter(c -> !c.equals(it.column())).isEmpty())
                            .filter(this::comesFromField)
                            .toList();
            if (dap.options.json) {
                dap.terminal()
                        .out()
                        .println(
                                Json.text(
                                        Map.of(
                                                "columns",
                                                columns.stream()
                                                        .map(LineageCommand::json)
                                                        .toList())));
            } else {
                print(dap.terminal(), columns, column.isPresent());
            }
            answer.faults().forEach(fault -> printFault(dap.terminal(), fault));
            return answer.faults().isEmpty() ? 0 : 1;
        }
    }

    private Optional<String> part(int index) {
        return Optional.ofNullable(name)
                .map(it -> it.toLowerCase(Locale.ROOT).split("\\.", 2))
                .filter(parts -> parts.length > index)
                .map(parts -> parts[index]);
    }

    private static List<TableDefinition> tables(Session session) {
        return session.project().sources().stream()
                .flatMap(source -> source.stageTables().stream())
                .toList();
    }

    private static void checkTable(Session session, String table) {
        check("STAGE table", table, tables(session).stream().map(TableDefinition::name).toList());
    }

    private static void checkColumn(Session session, String table, String column) {
        check(
                "column of " + table,
                column,
                tables(session).stream()
                        .filter(it -> it.name().equals(table))
                        .flatMap(it -> it.columns().stream())
                        .map(it -> it.hiveName())
                        .toList());
    }

    private static void check(String kind, String wanted, Collection<String> known) {
        if (!known.contains(wanted)) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "There is no %s %s%s"
                            .formatted(kind, wanted, DidYouMean.sentenceEnd(wanted, known)),
                    "Name one of: %s.".formatted(String.join(", ", known)));
        }
    }

    private boolean comesFromField(Filled column) {
        if (field == null) {
            return true;
        }
        FieldPath wanted = FieldPath.parse(field);
        return column.fields().stream()
                .anyMatch(path -> path.isWithin(wanted) || wanted.isWithin(path));
    }

    private static void print(Terminal terminal, List<Filled> columns, boolean everyEvent) {
        TextTable text = new TextTable("table", "column", "event fields", "events");
        Map<List<String>, List<EventName>> rows =
                columns.stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> List.of(it.table(), it.column(), fields(it)),
                                        LinkedHashMap::new,
                                        Collectors.mapping(Filled::event, Collectors.toList())));
        rows.forEach((row, events) ->
                text.add(
                        row.get(0),
                        row.get(1),
                        row.get(2),
                        everyEvent || events.size() <= EVENTS_NAMED
                                ? names(events)
                                : events.size() + " events"));
        if (text.isEmpty()) {
            terminal.out().println("No column comes from there.");
        } else {
            text.lines().forEach(terminal.out()::println);
        }
    }

    private static String names(List<EventName> events) {
        return events.stream().map(EventName::name).collect(Collectors.joining(", "));
    }

    private static String fields(Filled column) {
        return column.fields().isEmpty()
                ? "-"
                : column.fields().stream()
                        .map(FieldPath::toString)
                        .collect(Collectors.joining(", "));
    }

    private static void printFault(Terminal terminal, DapException fault) {
        terminal.err().println(terminal.toned(Tone.BAD, "error: ") + fault.problem());
        terminal.err().println("  " + fault.hint());
    }

    private static Map<String, Object> json(Filled column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", column.table());
        json.put("column", column.column());
        json.put("type", column.type());
        json.put("event", column.event().name());
        json.put("fields", column.fields().stream().map(FieldPath::toString).toList());
        return json;
    }
}
