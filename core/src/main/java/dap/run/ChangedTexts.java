package dap.run;

import dap.catalog.Catalog;
import dap.catalog.OlderDays;
import dap.catalog.StageTexts;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import dap.project.SqlFile;
import java.util.Optional;

/// Finds days that are out of date because a text changed: the event's DML, its family's STAGE
/// table or procedure.
public final class ChangedTexts {

    private ChangedTexts() {}

    /// The days to stage anew; absent where there are none, or the event cannot be staged.
    public static Optional<OlderDays> olderDays(
            Source source, Family family, Event event, Catalog catalog) {
        return event.dml()
                .flatMap(dml ->
                        source.findStageTable(family.name())
                                .map(table ->
                                        new StageTexts(
                                                dml.sha256(),
                                                table.sha256(),
                                                source.findProcedure(family.name())
                                                        .map(SqlFile::sha256)
                                                        .orElse(""))))
                .map(texts -> catalog.stage().olderDays(source.name(), event.name(), texts))
                .filter(older -> !older.days().isEmpty());
    }
}
