package dap.run;

import dap.catalog.Catalog;
import dap.catalog.StageDefinitions;
import dap.catalog.StaleDays;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import dap.project.SqlFile;
import java.util.Optional;

/// Finds days that are out of date because a definition changed: the event's DML, its family's
/// STAGE table or procedure.
public final class DefinitionChanges {

    private DefinitionChanges() {}

    /// The days to restage; absent where there are none, or the event cannot be staged.
    public static Optional<StaleDays> staleDays(
            Source source, Family family, Event event, Catalog catalog) {
        return event.dml()
                .flatMap(dml ->
                        source.findStageTable(family.name())
                                .map(table ->
                                        new StageDefinitions(
                                                dml.sha256(),
                                                table.sha256(),
                                                source.findProcedure(family.name())
                                                        .map(SqlFile::sha256)
                                                        .orElse(""))))
                .map(definitions ->
                        catalog.stage().staleDays(source.name(), event.name(), definitions))
                .filter(stale -> !stale.days().isEmpty());
    }
}
