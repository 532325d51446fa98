package dap.step.crawl;

import dap.catalog.CrawledObject;
import dap.catalog.KnownObject;
import dap.catalog.RawFault;
import dap.catalog.RawFault.State;
import dap.errors.DapException;
import dap.model.DataSource;
import dap.store.FileMark;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Holds what lies in RAW against what the catalog knows of it.
///
/// What is listed and not known, or not as it was before it was staged, is to be read. What was
/// staged and looks touched is told by its hash. Known objects that are gone, or are others now,
/// may lie beside under another name: an object that is read and holds the same is that one.
final class Comparison {

    private final LakeLayout layout;
    private final DataSource source;
    private final List<FoundObject> fresh = new ArrayList<>();
    private final List<Touched> touched = new ArrayList<>();
    private final Map<Long, FileMark> marks = new HashMap<>();
    private final List<KnownObject> dropped = new ArrayList<>();
    private final Map<String, KnownObject> known;
    private final Map<String, Lost> lost = new TreeMap<>();
    private final List<RawFault> faults = new ArrayList<>();

    /// An object of which only the content can tell whether it is still the one that was staged.
    record Touched(FoundObject found, KnownObject known) {}

    /// An object that is not where it was; another one may lie in its place.
    private record Lost(KnownObject known, State state, @Nullable FoundObject inItsPlace) {}

    Comparison(
            LakeLayout layout,
            DataSource source,
            RawListing listing,
            Map<String, KnownObject> known) {
        this.layout = layout;
        this.source = source;
        this.known = known;
        Map<String, KnownObject> gone = new TreeMap<>(known);
        for (FoundObject found : listing.objects()) {
            compare(found, gone.remove(found.key()));
        }
        for (UnreadablePath path : listing.unreadable()) {
            gone.remove(path.path());
            faults.add(
                    new RawFault(
                            source,
                            path.event(),
                            path.arrivalDay(),
                            path.path(),
                            State.UNREADABLE,
                            path.reason(),
                            0,
                            false));
        }
        gone.values().stream()
                .filter(object -> object.published() && !object.forgotten())
                .forEach(this::lookFor);
    }

    private void compare(FoundObject found, @Nullable KnownObject before) {
        if (before == null || (!before.staged() && Sighting.isToBeRead(before, found.mark()))) {
            fresh.add(found);
            return;
        }
        switch (Sighting.of(before, found.mark())) {
            case SAME -> {
                // Nothing to do.
            }
            case TO_BE_MARKED -> marks.put(before.id(), found.mark());
            case TOUCHED -> touched.add(new Touched(found, before));
            case CHANGED -> lose(before, State.CHANGED, found);
        }
    }

    private void lose(KnownObject object, State state, @Nullable FoundObject inItsPlace) {
        lost.put(object.key(), new Lost(object, state, inItsPlace));
    }

    /// An object that was not listed.
    private void lookFor(KnownObject object) {
        try {
            Optional<FileMark> mark = FileMark.find(layout.pathOf(object.key()));
            if (mark.isEmpty()) {
                lose(object, State.MISSING, null);
            } else if (!object.staged() && TemporaryNames.isOne(nameOf(object))) {
                dropped.add(object);
            } else if (!mark.get().isLike(object.mark())) {
                // It was truncated to nothing, say: then it is listed as ignored.
                lose(object, object.staged() ? State.CHANGED : State.MISSING, null);
            }
        } catch (IOException | InvalidPathException e) {
            faults.add(
                    RawFault.of(
                            source,
                            object,
                            State.UNREADABLE,
                            "cannot be read: " + RawWalk.reason(e)));
        }
    }

    private static String nameOf(KnownObject object) {
        return object.key().substring(object.key().lastIndexOf('/') + 1);
    }

    /// Objects to be read.
    List<FoundObject> fresh() {
        return fresh;
    }

    List<Touched> touched() {
        return touched;
    }

    /// How files look that are what they were.
    Map<Long, FileMark> marks() {
        return marks;
    }

    /// Known objects that are files in the making, by their names.
    List<KnownObject> dropped() {
        return dropped;
    }

    /// @param sha256 of a touched object now
    void hashed(Touched object, String sha256) {
        if (object.known().sha256().equals(sha256)) {
            marks.put(object.known().id(), object.found().mark());
        } else {
            lose(object.known(), State.CHANGED, object.found());
        }
    }

    void unreadable(FoundObject found, DapException why) {
        faults.add(
                new RawFault(
                        source,
                        found.event(),
                        Optional.of(found.arrivalDay()),
                        found.key(),
                        State.UNREADABLE,
                        why.problem(),
                        0,
                        false));
    }

    /// An object that was known under another name, and is not there any more under that.
    ///
    /// @param afterwards takes what lies in its place, if anything: it is to be read
    Optional<KnownObject> findFormer(CrawledObject read, List<FoundObject> afterwards) {
        if (known.containsKey(read.key())) {
            return Optional.empty();
        }
        for (Lost object : lost.values()) {
            KnownObject former = object.known();
            if (former.sha256().equals(read.sha256())
                    && former.event().equals(read.event())
                    && former.arrivalDay().equals(read.arrivalDay())) {
                lost.remove(former.key());
                if (object.inItsPlace() != null) {
                    afterwards.add(object.inItsPlace());
                }
                return Optional.of(former);
            }
        }
        return Optional.empty();
    }

    /// What is wrong, once all that is to be read was.
    List<RawFault> faults() {
        List<RawFault> all = new ArrayList<>(faults);
        lost.values()
                .forEach(
                        object -> all.add(RawFault.of(source, object.known(), object.state(), "")));
        return all;
    }
}
