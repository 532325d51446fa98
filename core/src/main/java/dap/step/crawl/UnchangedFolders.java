package dap.step.crawl;

import dap.catalog.DayFolder;
import dap.catalog.DayFolder.EventDay;
import dap.catalog.KnownObject;
import dap.catalog.RawCatalog;
import dap.model.EventName;
import dap.project.Source;
import dap.store.LakeLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which folders of days a run need not list again, so that a run costs what is new, not what ever
/// came.
///
/// A folder is unchanged when a listing of it found nothing but objects that are staged (or of an
/// event that nobody stages), as the catalog knows them; and when neither it nor they had been
/// touched for [#MARGIN] before, so that no later entry can share a time with what was listed. It
/// then stays unchanged while its own time does: an entry that is added, removed or renamed moves
/// that. What does not is an object written over in place: for that every folder is listed again
/// after [#LISTED_EVERY], and by `dap crawl raw` at once.
final class UnchangedFolders {

    /// Far above the steps in which file systems count time (2 s at most).
    static final Duration MARGIN = Duration.ofMinutes(1);

    static final Duration LISTED_EVERY = Duration.ofDays(7);

    private final LakeLayout layout;
    private final RawCatalog catalog;
    private final Source source;
    private final Instant now;
    private final Set<EventName> staged;
    private final Set<EventDay> unstaged;
    private final Set<EventDay> faulty;
    private final Map<EventDay, Instant> unchanged;

    /// @param only the events wanted; empty: all
    /// @param now before anything is listed
    UnchangedFolders(
            LakeLayout layout,
            RawCatalog catalog,
            Source source,
            Set<EventName> only,
            Instant now) {
        this.layout = layout;
        this.catalog = catalog;
        this.source = source;
        this.now = now;
        this.staged = staged(source);
        this.faulty = catalog.faults().days(source.name());
        this.unstaged = catalog.folders().unstagedDays(source.name());
        this.unchanged = catalog.folders().unchanged(source.name(), only, now.minus(LISTED_EVERY));
    }

    private static Set<EventName> staged(Source source) {
        return source.families().stream()
                .filter(family -> family.enabled())
                .flatMap(family -> family.events().stream())
                .filter(event -> event.enabled())
                .map(event -> event.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Days with objects that no STAGE file holds.
    Set<EventDay> unstaged() {
        return unstaged;
    }

    /// Whether nothing can have happened in the folder since it was listed last.
    boolean isUnchanged(DayFolder folder) {
        boolean waits = staged.contains(folder.event()) && unstaged.contains(folder.day());
        return !waits
                && !faulty.contains(folder.day())
                && folder.modifiedAt().equals(unchanged.get(folder.day()));
    }

    /// Remembers those of the folders just listed that are unchanged from now on.
    ///
    /// @param known the objects that the catalog knew before
    /// @param faulty days with an object that is not as it should be
    void remember(
            List<DayFolder> folders,
            RawListing listing,
            Map<String, KnownObject> known,
            Set<EventDay> faulty) {
        Set<EventDay> restless = new HashSet<>(faulty);
        restless.addAll(listing.restless());
        for (FoundObject found : listing.objects()) {
            KnownObject object = known.get(found.key());
            if (object == null || !isUnchanged(found, object)) {
                restless.add(found.day());
            }
        }
        Set<String> withIgnored =
                listing.ignored().stream()
                        .map(ignored -> ignored.path())
                        .map(path -> path.substring(0, Math.max(0, path.lastIndexOf('/'))))
                        .collect(Collectors.toUnmodifiableSet());
        List<DayFolder> quiet = new ArrayList<>();
        for (DayFolder folder : folders) {
            if (isOld(folder.modifiedAt())
                    && !restless.contains(folder.day())
                    && !withIgnored.contains(keyOf(folder))) {
                quiet.add(folder);
            }
        }
        catalog.folders().remember(source.name(), quiet, now);
    }

    private boolean isUnchanged(FoundObject found, KnownObject object) {
        return object.published()
                && (object.staged() || !staged.contains(found.event()))
                && found.mark().hasSizeAndTimeOf(object.mark())
                && isOld(found.mark().modifiedAt());
    }

    private String keyOf(DayFolder folder) {
        return layout.keyOf(layout.rawFolder(source.name(), folder.event(), folder.arrivalDay()));
    }

    private boolean isOld(Instant modifiedAt) {
        return modifiedAt.isBefore(now.minus(MARGIN));
    }
}
