package dap.explain;

import dap.raw.RejectReason;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Groups rejected lines by event, reason and cause, with a masked sample of each group.
public final class RejectGroups implements RejectedLines.Visitor {

    /// Bytes of a line that its sample may show.
    static final int SAMPLE_BYTES = 300;

    /// More groups than this, and the causes are data: further ones are counted together.
    static final int MOST_GROUPS = 10_000;

    private record Key(String event, RejectReason reason, String cause) {}

    private final Map<Key, RejectGroup> groups = new HashMap<>();
    private final Function<String, Set<String>> fieldsOf;

    /// @param fieldsOf of an event's wire name: the names of its fields at any depth, in lower
    ///   case; nobody's values
    public RejectGroups(Function<String, Set<String>> fieldsOf) {
        this.fieldsOf = fieldsOf;
    }

    @Override
    public int visit(RejectedText line) {
        Key key = keyOf(line);
        boolean isFirst = !groups.containsKey(key);
        groups.merge(
                key,
                RejectGroup.of(key.event(), key.cause(), line),
                (known, _) -> known.plus(line));
        return isFirst ? SAMPLE_BYTES : 0;
    }

    @Override
    public void read(RejectedText line, byte[] text) {
        String masked = new LineMask(fieldsOf.apply(line.event())).mask(text);
        String sample = text.length < SAMPLE_BYTES ? masked : masked + "…";
        groups.computeIfPresent(keyOf(line), (_, group) -> group.withSample(sample));
    }

    /// Those of most lines first.
    public List<RejectGroup> toList() {
        return groups.values().stream()
                .sorted(
                        Comparator.comparingLong(RejectGroup::lines)
                                .reversed()
                                .thenComparing(RejectGroup::event)
                                .thenComparing(RejectGroup::reason)
                                .thenComparing(RejectGroup::cause))
                .toList();
    }

    private Key keyOf(RejectedText line) {
        Key key = new Key(line.event(), line.reason(), line.cause());
        boolean room = groups.size() < MOST_GROUPS || groups.containsKey(key);
        return room ? key : new Key("", line.reason(), "and others");
    }
}
