package dap.project;

import dap.errors.DidYouMean;
import dap.errors.Problem;
import dap.project.FamilyDraft.EventDraft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the `INSERT` statement of each event.
final class DmlReader {

    private static final String SQL = ".sql";

    private final ProjectFolder folder;
    private final Layout layout;
    private final List<String> files;

    /// Files that a problem of some event names already.
    private final Set<String> suggested = new HashSet<>();

    private DmlReader(ProjectFolder folder, Layout layout, List<String> files) {
        this.folder = folder;
        this.layout = layout;
        this.files = files;
    }

    /// Gives each event its statement, or a problem.
    ///
    /// @param allEvents names of the events of every source that shares the folder
    /// @return problems of no event: files that belong to none
    static List<Problem> read(
            ProjectFolder folder, Layout layout, List<EventDraft> events, Set<String> allEvents) {
        DmlReader reader;
        try {
            reader = new DmlReader(folder, layout, folder.list(layout.dml()));
        } catch (ProblemFound e) {
            events.forEach(event -> event.addIfActive(e.problem()));
            return List.of();
        }
        events.forEach(event -> reader.take(event, allEvents));
        return reader.filesOfNoEvent(allEvents);
    }

    private void take(EventDraft event, Set<String> allEvents) {
        String file = layout.dmlFile(event.name().name());
        if (!files.contains(event.name().name() + SQL)) {
            event.addIfActive(missing(event, file, allEvents));
            return;
        }
        try {
            TextFile text = folder.read(file);
            event.dml(text.asSql());
            if (text.text().isBlank()) {
                event.addIfActive(
                        Problem.error(
                                file,
                                0,
                                "The file is empty.",
                                "Write the event's INSERT into it."));
            }
        } catch (ProblemFound e) {
            event.addIfActive(e.problem());
        }
    }

    private Problem missing(EventDraft event, String file, Set<String> allEvents) {
        List<String> free =
                files.stream()
                        .filter(name -> !allEvents.contains(name.replaceFirst("\\.sql$", "")))
                        .toList();
        Optional<String> near = DidYouMean.closest(event.name().name() + SQL, free);
        near.ifPresent(suggested::add);
        return Problem.error(
                file,
                0,
                "The event `%s` (%s:%d) has no DML file%s"
                        .formatted(
                                event.name(),
                                event.file(),
                                event.line(),
                                near.map(name -> "; did you mean `" + name + "`?").orElse(".")),
                near.map(name -> "Rename `" + name + "`, write the file, or disable the event.")
                        .orElse("Write the file, or disable the event."));
    }

    private List<Problem> filesOfNoEvent(Set<String> allEvents) {
        List<Problem> problems = new ArrayList<>();
        for (String file : files) {
            String event = file.replaceFirst("(?i)\\.sql$", "");
            boolean sql = file.toLowerCase(Locale.ROOT).endsWith(SQL);
            if (sql && !allEvents.contains(event) && !suggested.contains(file)) {
                problems.add(
                        Problem.warning(
                                layout.dml() + "/" + file,
                                0,
                                "The file belongs to no event of any family"
                                        + DidYouMean.sentenceEnd(event, allEvents),
                                "Add the event to its family's config, or remove the file."));
            }
        }
        return problems;
    }
}
