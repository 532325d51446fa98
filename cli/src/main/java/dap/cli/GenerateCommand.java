package dap.cli;

import dap.author.GeneratedFiles;
import dap.author.GeneratedFiles.Comparison;
import dap.author.GeneratedFiles.State;
import dap.author.GeneratedKind;
import dap.author.Generator;
import dap.author.MasterSheet;
import dap.author.SheetReader;
import dap.cli.Terminal.Tone;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.ProjectReader;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `dap generate`.
@Command(
        name = "generate",
        description =
                "Writes what is derived from the master sheet in schema/: DML, procedures, templates, configs,"
                        + " reference data, the data dictionary.")
final class GenerateCommand implements Callable<Integer> {

    @ParentCommand @Nullable Main main;

    @Parameters(
            paramLabel = "KIND",
            arity = "0..*",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    List<GeneratedKind> kinds = List.of();

    @Option(
            names = "--check",
            description = "Write nothing; list what differs, and end with 1 if anything does.")
    boolean check;

    @Option(names = "--replace", description = "Replace files that were written by hand, too.")
    boolean replace;

    @Override
    public Integer call() {
        Main dap = Commands.parent(main);
        List<Comparison> files = compare(dap);
        if (!check) {
            refuseForeign(files);
            files.stream()
                    .filter(file -> file.state() != State.SAME)
                    .forEach(file -> GeneratedFiles.write(dap.options.project, file.file()));
        }
        if (dap.options.json) {
            dap.terminal()
                    .out()
                    .println(
                            Json.text(
                                    Map.of(
                                            "files",
                                            files.stream().map(GenerateCommand::json).toList())));
        } else {
            print(dap.terminal(), files);
        }
        return check && files.stream().anyMatch(file -> file.state() != State.SAME) ? 1 : 0;
    }

    private List<Comparison> compare(Main dap) {
        MasterSheet sheet = SheetReader.read(dap.options.project);
        ProjectReader.Place place =
                ProjectReader.placeOf(dap.options.project, dap.options.overrides());
        Set<GeneratedKind> wanted =
                kinds.isEmpty() ? EnumSet.allOf(GeneratedKind.class) : EnumSet.copyOf(kinds);
        Generator generator =
                new Generator(sheet, place.layout(), place.settings().warehouse().landingSchema());
        return GeneratedFiles.compare(dap.options.project, generator.files(wanted));
    }

    private void refuseForeign(List<Comparison> files) {
        List<String> foreign =
                files.stream()
                        .filter(file -> file.state() == State.FOREIGN)
                        .map(file -> file.file().path())
                        .toList();
        if (!foreign.isEmpty() && !replace) {
            throw new DapException(
                    ErrorCode.USAGE,
                    "%d files were written by hand and would be replaced: %s. Nothing was written."
                            .formatted(
                                    foreign.size(),
                                    foreign.stream().limit(5).collect(Collectors.joining(", "))
                                            + (foreign.size() > 5 ? ", …" : "")),
                    "Look with 'dap generate --check', and repeat it with --replace if that is intended.");
        }
    }

    private void print(Terminal terminal, List<Comparison> files) {
        for (Comparison file : files) {
            if (file.state() != State.SAME) {
                String place =
                        file.line() > 0
                                ? file.file().path() + ":" + file.line()
                                : file.file().path();
                terminal.out()
                        .println(
                                terminal.toned(check ? Tone.BAD : Tone.GOOD, words(file.state()))
                                        + "  "
                                        + place);
            }
        }
        long changed = files.stream().filter(file -> file.state() != State.SAME).count();
        terminal.out()
                .println(
                        changed == 0
                                ? "%d files, all as the master sheet has them."
                                        .formatted(files.size())
                                : check
                                        ? "%d of %d files differ. 'dap generate' writes them."
                                                .formatted(changed, files.size())
                                        : "%d of %d files written."
                                                .formatted(changed, files.size()));
    }

    private String words(State state) {
        return switch (state) {
            case SAME -> "same     ";
            case MISSING -> check ? "missing  " : "new      ";
            case DIFFERENT -> check ? "differs  " : "changed  ";
            case FOREIGN -> check ? "by hand  " : "replaced ";
        };
    }

    private static Map<String, Object> json(Comparison file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.file().path());
        json.put("kind", file.file().kind().name().toLowerCase(Locale.ROOT));
        json.put("state", file.state().name().toLowerCase(Locale.ROOT));
        json.put("line", file.line());
        return json;
    }
}
