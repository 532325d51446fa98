package dap.step.crawl;

import dap.catalog.KnownObject;
import dap.store.FileMark;

/// What a look at an object's file tells, held against what the catalog knows of it.
enum Sighting {
    /// As it was.
    SAME,
    /// Nothing tells that it is another; but what the file system notes is not known yet.
    TO_BE_MARKED,
    /// It was touched: only its content can tell.
    TOUCHED,
    /// It holds something else.
    CHANGED;

    static Sighting of(KnownObject known, FileMark now) {
        if (now.isLike(known.mark())) {
            return now.equals(known.mark()) && !known.forgotten() ? SAME : TO_BE_MARKED;
        }
        if (known.sha256().isEmpty()) {
            return now.hasSizeAndTimeOf(known.mark()) ? TO_BE_MARKED : CHANGED;
        }
        return now.bytes() == known.mark().bytes() ? TOUCHED : CHANGED;
    }

    /// Whether a crawl must read an object that is not staged, once more.
    static boolean isToBeRead(KnownObject unstaged, FileMark now) {
        return unstaged.sha256().isEmpty() || !now.isLike(unstaged.mark());
    }
}
