package dap.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A service that people sign in to; made up.
///
/// @param name for machines: `bridge-tolls`
/// @param displayName for people: `Pay a bridge toll`
public record RelyingParty(String clientId, String name, String displayName) {

    /// All that occur in generated events.
    public static List<RelyingParty> all() {
        return load().things();
    }

    /// With how busy they are.
    static Weights<RelyingParty> load() {
        List<RelyingParty> parties = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        for (Map<String, String> row : Resource.rows("relying_parties.csv")) {
            parties.add(
                    new RelyingParty(
                            row.getOrDefault("client_id", ""),
                            row.getOrDefault("name", ""),
                            row.getOrDefault("display_name", "")));
            weights.add(Integer.parseInt(row.getOrDefault("weight", "")));
        }
        return new Weights<>(parties, weights);
    }
}
