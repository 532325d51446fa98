package dap.run;

import dap.catalog.Catalog;
import dap.project.Project;

/// What is the same for all parts of one run.
record RunContext(
        String runId,
        RunRequest request,
        Project project,
        Catalog catalog,
        Journal journal,
        RunListener listener,
        Slots slots) {}
