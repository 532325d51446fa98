package dap.generator;

import java.util.List;

/// A service that people sign in to; made up.
///
/// @param name for machines: `bridge-tolls`
/// @param displayName for people: `Pay a bridge toll`
public record RelyingParty(String clientId, String name, String displayName) {

    /// All that occur in generated events.
    public static List<RelyingParty> all() {
        return Resource.rows("relying_parties.csv").stream()
                .map(row ->
                        new RelyingParty(
                                row.getOrDefault("client_id", ""),
                                row.getOrDefault("name", ""),
                                row.getOrDefault("display_name", "")))
                .toList();
    }
}
