package dap.project;

import dap.errors.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Everything a project folder says.
///
/// @param problems faults that belong to no family, event or warehouse object
public record Project(
        Path folder, Settings settings, List<Source> sources, List<Problem> problems) {
    public Project {
        sources = List.copyOf(sources);
        problems = List.copyOf(problems);
    }

    /// All problems: the project's own and those of its sources, families, events and procedures.
    public List<Problem> allProblems() {
        return Stream.concat(
                        problems.stream(),
                        sources.stream().flatMap(source -> source.allProblems().stream()))
                .toList();
    }
}
