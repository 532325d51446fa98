package dap.author;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// What a family's procedure says.
///
/// @param landing the table that it reads
/// @param clientId an expression over that table: whom the user came from, or NULL
/// @param documents columns that hold JSON, to be parsed once
/// @param fields what is read from them, as text
/// @param values the fact's columns, with the expression that fills each
public record FamilyProcedure(
        String family,
        String landing,
        String clientId,
        List<String> documents,
        List<Value> fields,
        List<Value> values) {

    public record Value(String name, String expression) {}

    /// Columns of the fact, as many to a line as fit.
    public List<String> columnLines() {
        return lines("");
    }

    public List<String> batchLines() {
        return lines("batch.");
    }

    private List<String> lines(String prefix) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (Value value : values) {
            String name = prefix + value.name() + ",";
            if (!line.isEmpty() && line.length() + name.length() > 100) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(name);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    static FamilyProcedure of(SheetFamily family, String landingSchema) {
        List<String> documents = new ArrayList<>();
        List<Value> fields = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (SheetColumn column : family.columns()) {
            for (FactColumn fact : column.facts()) {
                String source = column.hiveName();
                if (!fact.path().isEmpty()) {
                    if (!documents.contains(source)) {
                        documents.add(source);
                    }
                    source = fact.name() + "_text";
                    fields.add(
                            new Value(
                                    source,
                                    "CAST(parsed.%s_json%s AS VARCHAR(65535))"
                                            .formatted(column.hiveName(), fact.path())));
                }
                values.add(new Value(fact.name(), expression("stage." + source, fact)));
            }
        }
        return new FamilyProcedure(
                family.name().name(),
                landingSchema + "." + family.name(),
                clientId(family),
                documents,
                fields,
                values);
    }

    private static String clientId(SheetFamily family) {
        return family.findColumn("client_id").isPresent()
                ? "NULLIF(TRIM(LEFT(stage.client_id, 1000)), '')"
                : "CAST(NULL AS VARCHAR(1000))";
    }

    private static String expression(String source, FactColumn fact) {
        String bare = "TRIM(BOTH '\"' FROM %s)".formatted(source);
        String text = "TRIM(BOTH '\"' FROM NULLIF(%s, 'null'))".formatted(source);
        return switch (fact.rule()) {
            case DIRECT -> cut(source, fact);
            case UNQUOTED -> cut(bare, fact);
            case TEXT -> cut(text, fact);
            case FLAT -> cut("TRANSLATE(%s, '[]{}\"', '')".formatted(text), fact);
            case INTEGER ->
                    "CASE WHEN %s ~ '^[0-9]{1,%d}$' THEN CAST(%s AS %s) END"
                            .formatted(
                                    bare, digits(fact), bare, fact.type().toUpperCase(Locale.ROOT));
            case BOOLEAN ->
                    "CASE %s WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END".formatted(bare);
        };
    }

    /// What certainly fits.
    private static int digits(FactColumn fact) {
        return fact.type().equals("bigint") ? 18 : 9;
    }

    private static String cut(String text, FactColumn fact) {
        OptionalInt width = fact.width();
        return width.isPresent() ? "LEFT(%s, %d)".formatted(text, width.getAsInt()) : text;
    }
}
