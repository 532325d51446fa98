package dap.author;

import java.util.List;

/// What the CSV files in `schema/` say: the one place from which DML, templates, configs,
/// procedures and reference data are derived.
///
/// @param families in the order of `events.csv`
/// @param facts the columns of the fact, in its order
public record MasterSheet(
        List<SheetFamily> families, List<FactDefinition> facts, List<RelyingParty> relyingParties) {
    public MasterSheet {
        families = List.copyOf(families);
        facts = List.copyOf(facts);
        relyingParties = List.copyOf(relyingParties);
    }

    /// All events, family by family.
    public List<SheetEvent> events() {
        return families.stream().flatMap(family -> family.events().stream()).toList();
    }

    /// A row of `facts.csv`: a column of the fact, whoever fills it.
    ///
    /// @param type in the warehouse's words
    public record FactDefinition(String column, String type, String description) {}

    /// A row of `relying_parties.csv`: a client, and how reports call it.
    public record RelyingParty(String clientId, String clientName, String displayName) {}
}
