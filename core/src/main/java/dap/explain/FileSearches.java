package dap.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Searches many files at once, on all processors.
record FileSearches(LineSearch search, EventExplainer.Progress progress) {

    /// What was found, by file; files without it are left out.
    Map<Path, List<LineSearch.Found>> in(List<Path> files) {
        Map<Path, List<LineSearch.Found>> found = new ConcurrentHashMap<>();
        AtomicInteger searched = new AtomicInteger();
        files.parallelStream()
                .forEach(file -> {
                    List<LineSearch.Found> lines = in(file);
                    if (!lines.isEmpty()) {
                        found.put(file, lines);
                    }
                    progress.searched(searched.incrementAndGet(), files.size());
                });
        return found;
    }

    private List<LineSearch.Found> in(Path file) {
        try {
            return search.in(file);
        } catch (IOException e) {
            throw EventExplainer.unreadable(file, e);
        }
    }
}
