package dap.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/// Gathers the queries that come to different things on the two engines.
final class Differences {

    private final List<String> found = new ArrayList<>();

    /// Asks both.
    ///
    /// @param what how the query is named
    void ask(String what, String sql) {
        Outcome trino = Outcome.ofTrino(sql);
        Outcome duck = Outcome.ofDuck(sql);
        if (!trino.agreesWith(duck)) {
            found.add("%s: Trino %s, DAP %s".formatted(what, trino, duck));
        }
    }

    void assertNone() {
        assertThat(found).isEmpty();
    }
}
