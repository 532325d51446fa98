package dap.author;

import java.util.List;

/// What the reference data procedure says: values as SQL literals, or NULL.
public record ReferenceData(List<Event> events, List<RelyingParty> relyingParties) {

    public record Event(String name, String family, String domain, String subDomain) {}

    public record RelyingParty(String clientId, String clientName, String displayName) {}

    static ReferenceData of(MasterSheet sheet) {
        return new ReferenceData(
                sheet.families().stream()
                        .flatMap(family ->
                                family.events().stream()
                                        .map(event ->
                                                new Event(
                                                        literal(event.name().wireName()),
                                                        literal(family.name().name()),
                                                        literal(event.domain()),
                                                        literal(event.subDomain()))))
                        .toList(),
                sheet.relyingParties().stream()
                        .map(party ->
                                new RelyingParty(
                                        literal(party.clientId()),
                                        literal(party.clientName()),
                                        literal(party.displayName())))
                        .toList());
    }

    // A backslash means different things to PostgreSQL and Redshift: the reader lets none through.
    private static String literal(String text) {
        return text.isEmpty() ? "CAST(NULL AS VARCHAR(1000))" : "'" + text.replace("'", "''") + "'";
    }
}
