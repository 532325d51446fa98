package dap.warehouse;

import dap.model.ConformedFiles;
import dap.model.RowSink;
import dap.project.WarehouseProject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the star lives. What runs in it is written by others in Redshift's dialect and translated.
///
/// Thread-safe; a connection is made with the first call that needs one. What may pass (a refused
/// connection, a lock) is a `WAREHOUSE_UNAVAILABLE`; what the warehouse refuses is a
/// `WAREHOUSE_REFUSED`.
public interface Warehouse extends AutoCloseable {

    /// The warehouse's own id, made when DAP first used it; another database has another one.
    String id();

    /// Brings the warehouse up to the project: migrations, landing tables, procedures; each only
    /// where its text changed since it was last done, so that a second call costs next to nothing.
    ///
    /// @throws dap.errors.DapException if nothing can be conformed: a migration, or the reference
    ///   data procedure, failed. A fault of one family's procedure is among the results.
    Prepared prepare(WarehouseProject project, List<LandingTable> landings);

    /// Calls the reference data procedure, where the project has one. Called before the families of
    /// a run that conforms anything.
    void refreshReferenceData(WarehouseProject project);

    /// Which of `files` this warehouse has already conformed for the lake: the truth, which the
    /// catalog only caches.
    Set<String> conformed(String lakeId, Collection<String> files);

    /// By which procedures, each by the hash of its text, this warehouse conformed `files`; those
    /// that it does not know, or an older DAP conformed, are left out.
    Map<String, String> procedures(String lakeId, Collection<String> files);

    /// How much this warehouse has conformed for the lake.
    ConformedFiles conformedFiles(String lakeId);

    /// All files that it has conformed for the lake, by key.
    Set<String> conformed(String lakeId);

    /// Fallback files: conformed ones of any family, by key, with superseded duplicates of events
    /// whose current version is in `replaced`. Once that is given up, one of them may be current.
    Set<String> fallbacks(String lakeId, Collection<String> replaced);

    /// Families with rows of the lake that a batch left waiting, and why as far as can be told.
    List<WaitingRows> waiting(String lakeId);

    /// What was set aside of the lake because a procedure could not take it.
    List<RefusedRows> refused(String lakeId);

    /// Copies of the lake's events that one with the same event_id and another event or content
    /// superseded.
    List<ConflictRows> conflicts(String lakeId);

    /// Takes a batch into the star, in one transaction: all of it, or nothing. What the warehouse
    /// held of replaced files is gone then: facts of events that are no longer there are removed,
    /// the others are as if they had come now. An event whose current version is then of another
    /// family has its fact from that family's procedure.
    ///
    /// @throws dap.errors.CommitUnknownException if the connection was lost while committing
    Conformed conform(ConformBatch batch);

    /// Gives up everything of the lake, in one transaction: what is known of its files and copies,
    /// what waits of them, and the facts of their events. The lake then loads as into a new star.
    ///
    /// @return the facts removed
    long giveUp(String lakeId);

    /// The account of the lake's STAGE rows, by event and arrival day. A fact is looked up in the
    /// fact tables, never assumed.
    ///
    /// @param without files, by key, whose rows do not count: others took their place
    List<AccountRow> account(String lakeId, Collection<String> without);

    /// What the warehouse knows of one event of the lake; looked up in the fact tables, never
    /// assumed.
    EventTrace trace(String lakeId, String eventId);

    /// Streams the result of a query in the warehouse's own dialect, read-only.
    void query(String sql, RowSink rows);

    /// What the warehouse will be given for a text in Redshift's dialect, for `dap translate`.
    /// Connects to nothing.
    String explain(String file, String redshiftSql);

    @Override
    void close();
}
