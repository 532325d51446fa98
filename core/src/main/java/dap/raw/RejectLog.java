package dap.raw;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Gathers the rejected lines of one object. Of each reason the first thousand are named; the last
/// entry stands for all that follow, so that it does not grow with the object.
final class RejectLog {

    private static final int NAMED = 1_000;

    private final Map<RejectReason, List<RejectedLine>> byReason =
            new EnumMap<>(RejectReason.class);

    void add(long line, RejectReason reason, String detail) {
        List<RejectedLine> lines = byReason.computeIfAbsent(reason, _ -> new ArrayList<>());
        if (lines.size() <= NAMED) {
            lines.add(new RejectedLine(line, reason, detail, 1));
        } else {
            RejectedLine rest = lines.removeLast();
            lines.add(new RejectedLine(rest.line(), reason, "and others", rest.lines() + 1));
        }
    }

    boolean isEmpty() {
        return byReason.isEmpty();
    }

    long lines() {
        return byReason.values().stream()
                .flatMap(List::stream)
                .mapToLong(RejectedLine::lines)
                .sum();
    }

    /// In the order of the lines.
    List<RejectedLine> toList() {
        return byReason.values().stream()
                .flatMap(List::stream)
                .sorted((a, b) -> Long.compare(a.line(), b.line()))
                .toList();
    }
}
