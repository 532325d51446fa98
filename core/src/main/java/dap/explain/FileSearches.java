package dap.explain;

import dap.errors.DapException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Searches many files at once, on all processors.
record FileSearches(LineSearch search, EventExplainer.Progress progress) {

    /// What was found, by file; files without it are left out.
    Map<Path, List<LineSearch.Found>> in(List<Path> files) {
        Map<Path, List<LineSearch.Found>> found = new ConcurrentHashMap<>();
        AtomicInteger searched = new AtomicInteger();
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
            List<Future<?>> searches = new ArrayList<>();
            for (Path file : largestFirst(files)) {
                searches.add(
                        threads.submit(() -> {
                            List<LineSearch.Found> lines = in(file);
                            if (!lines.isEmpty()) {
                                found.put(file, lines);
                            }
                            progress.searched(searched.incrementAndGet(), files.size());
                        }));
            }
            for (Future<?> each : searches) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DapException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return found;
    }

    /// So that no core waits at the end for another's large file.
    private static List<Path> largestFirst(Collection<Path> files) {
        return files.stream()
                .sorted(Comparator.comparingLong((Path file) -> file.toFile().length()).reversed())
                .toList();
    }

    private List<LineSearch.Found> in(Path file) {
        try {
            return search.in(file);
        } catch (IOException e) {
            throw EventExplainer.unreadable(file, e);
        }
    }
}
