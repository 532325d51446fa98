package dap.step.stage;

import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.raw.RawTable;
import dap.sql.AthenaDml;
import dap.sql.BoundInsert;
import dap.sql.InsertBinding;
import dap.sql.tree.LakeTable;
import java.time.Instant;
import java.time.LocalDate;

/// What is the same for all days of an event in one run.
///
/// @param familyFolder where the STAGE table's location says its files lie, below the layer
/// @param dmlSha256 of the DML's text, in hexadecimal
/// @param tableSha256 of the STAGE table's columns
public record StageOrder(
        String runId,
        Instant asOf,
        String environment,
        DataSource source,
        FamilyName family,
        String familyFolder,
        EventName event,
        AthenaDml dml,
        String dmlSha256,
        String tableSha256,
        RawTable raw,
        LakeTable target) {

    /// The statement for one arrival day.
    public BoundInsert bind(LocalDate arrivalDay) {
        return dml.bind(
                new InsertBinding(environment, asOf, event, arrivalDay, raw.lake(), target));
    }
}
