package dap.explain;

import dap.raw.LineReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Why lines are among the rejects of an ingest: what its `reasons.jsonl.gz` says of `lines.gz`.
record RejectReasons(long line, String reason, String detail) {

    static final Path LINES = Path.of("lines.gz");

    private static final String REASONS = "reasons.jsonl.gz";
    private static final JsonMapper JSON = new JsonMapper();

    /// @param offsets where the lines begin in the text of `lines`
    static List<RejectReasons> of(Path lines, Set<Long> offsets) {
        List<RejectReasons> reasons = new ArrayList<>();
        try (LineReader rows = LineReader.open(lines.resolveSibling(REASONS))) {
            while (!offsets.isEmpty() && rows.next()) {
                JsonNode row = JSON.readTree(rows.buffer(), rows.offset(), rows.length());
                if (row.path("bytes").asLong() > 0
                        && offsets.contains(row.path("offset").asLong())) {
                    reasons.add(
                            new RejectReasons(
                                    row.path("line").asLong(),
                                    row.path("reason").asString(),
                                    row.path("detail").asString()));
                }
            }
        }
        return reasons;
    }
}
