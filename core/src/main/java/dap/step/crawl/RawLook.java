package dap.step.crawl;

import dap.catalog.KnownObject;
import dap.catalog.RawCatalog;
import dap.catalog.RawFault;
import dap.catalog.RawFault.State;
import dap.model.DataSource;
import dap.store.ContentHash;
import dap.store.FileMark;
import dap.store.LakeLayout;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A look at every object that the catalog knows, in folders that no run lists again too; reads
/// only those that look touched, and of them only the bytes.
public final class RawLook {

    private final LakeLayout layout;
    private final RawCatalog catalog;
    private final DataSource source;
    private final List<RawFault> found = new ArrayList<>();
    private final List<KnownObject> sound = new ArrayList<>();
    private final Map<Long, FileMark> marks = new HashMap<>();

    private RawLook(LakeLayout layout, RawCatalog catalog, DataSource source) {
        this.layout = layout;
        this.catalog = catalog;
        this.source = source;
    }

    /// Looks, and notes in the catalog what it found that the catalog did not know.
    public static void look(
            LakeLayout layout, RawCatalog catalog, DataSource source, InstantSource clock) {
        new RawLook(layout, catalog, source).look(clock);
    }

    private void look(InstantSource clock) {
        Map<String, State> before =
                catalog.faults().all(source).stream()
                        .collect(Collectors.toMap(RawFault::key, RawFault::state));
        for (KnownObject object : catalog.knownObjects(source).values()) {
            if (object.published() && !object.forgotten()) {
                look(object);
            }
        }
        found.removeIf(fault -> fault.state().equals(before.get(fault.key())));
        sound.removeIf(object -> !before.containsKey(object.key()));
        catalog.faults().mark(marks);
        if (!found.isEmpty() || !sound.isEmpty()) {
            catalog.faults().note(source, sound, found, clock.instant());
        }
    }

    private void look(KnownObject object) {
        try {
            Path file = layout.pathOf(object.key());
            Optional<FileMark> mark = FileMark.find(file);
            if (mark.isEmpty()) {
                found.add(RawFault.of(source, object, State.MISSING, ""));
            } else if (object.staged()) {
                look(object, file, mark.get());
            }
            // What is not staged is read by the next crawl, whatever it holds then.
        } catch (IOException | InvalidPathException e) {
            found.add(
                    RawFault.of(
                            source,
                            object,
                            State.UNREADABLE,
                            "cannot be read: " + RawWalk.reason(e)));
        }
    }

    private void look(KnownObject object, Path file, FileMark mark) throws IOException {
        Sighting sighting = Sighting.of(object, mark);
        boolean isSame =
                switch (sighting) {
                    case SAME, TO_BE_MARKED -> true;
                    case TOUCHED -> ContentHash.of(file).equals(object.sha256());
                    case CHANGED -> false;
                };
        if (!isSame) {
            found.add(RawFault.of(source, object, State.CHANGED, ""));
            return;
        }
        sound.add(object);
        if (sighting != Sighting.SAME) {
            marks.put(object.id(), mark);
        }
    }
}
