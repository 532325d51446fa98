package dap.project;

import java.util.List;

/// A Glue crawler that a template declares: checked against the project, never needed by a run.
///
/// @param s3Targets the paths it lists, with the template's functions resolved
/// @param catalogTables the tables it lists, lower case
public record Crawler(
        String name, List<String> s3Targets, List<String> catalogTables, String file, int line) {
    public Crawler {
        s3Targets = List.copyOf(s3Targets);
        catalogTables = List.copyOf(catalogTables);
    }
}
