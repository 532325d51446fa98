package dap.step.crawl;

import dap.catalog.DayFolder.EventDay;
import dap.model.DataSource;
import dap.model.EventName;
import dap.store.LakeLayout;
import java.util.List;
import java.util.Set;

/// What lies in the RAW layer of a source: `EVENT_NAME/year=2024/month=01/day=31/file`, also with a
/// day spelt otherwise (`month=1`, `2024/01/31`), a folder of another case, or in folders within
/// the day's. Whatever does not is named with the reason, never fatal.
///
/// @param objects by key
/// @param unreadable what of events could not be listed, or looked at
/// @param restless days of which a folder's time does not tell whether something came: objects lie
///   in folders within, or beside under another spelling
record RawListing(
        List<FoundObject> objects,
        Set<EventName> events,
        List<IgnoredPath> ignored,
        List<UnreadablePath> unreadable,
        Set<EventDay> restless) {

    /// Lists a layer whole.
    ///
    /// @param only the events wanted; empty: all
    static RawListing of(LakeLayout layout, DataSource source, Set<EventName> only) {
        RawWalk walk = RawWalk.ofFolders(layout, source, only);
        return walk.list(walk.days().keySet());
    }
}
