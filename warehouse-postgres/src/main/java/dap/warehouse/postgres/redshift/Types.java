package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Token.Kind;
import java.util.Map;
import java.util.Optional;

/// Types by Redshift's names, as PostgreSQL's.
final class Types {

    /// A type at a place of a phrase.
    ///
    /// @param text PostgreSQL's name for it
    /// @param converter the function of `dap_redshift` that takes a SUPER value to it, and any
    ///   other value as it is; empty where SUPER cannot become it
    /// @param end the index after it
    record Type(String text, String converter, int end) {}

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("datetime", "timestamp"),
                    Map.entry("super", "jsonb"),
                    Map.entry("nvarchar", "varchar"),
                    Map.entry("nchar", "char"),
                    Map.entry("varbyte", "bytea"),
                    Map.entry("varbinary", "bytea"),
                    Map.entry("binary", "bytea"));

    private static final Map<String, String> CONVERTERS =
            Map.ofEntries(
                    Map.entry("varchar", "as_text"),
                    Map.entry("char", "as_text"),
                    Map.entry("bpchar", "as_text"),
                    Map.entry("character", "as_text"),
                    Map.entry("text", "as_text"),
                    Map.entry("smallint", "as_smallint"),
                    Map.entry("int2", "as_smallint"),
                    Map.entry("int", "as_integer"),
                    Map.entry("int4", "as_integer"),
                    Map.entry("integer", "as_integer"),
                    Map.entry("bigint", "as_bigint"),
                    Map.entry("int8", "as_bigint"),
                    Map.entry("numeric", "as_numeric"),
                    Map.entry("decimal", "as_numeric"),
                    Map.entry("dec", "as_numeric"),
                    Map.entry("float", "as_double"),
                    Map.entry("float4", "as_double"),
                    Map.entry("float8", "as_double"),
                    Map.entry("real", "as_double"),
                    Map.entry("double", "as_double"),
                    Map.entry("bool", "as_boolean"),
                    Map.entry("boolean", "as_boolean"),
                    Map.entry("date", "as_date"),
                    Map.entry("timestamp", "as_timestamp"));

    private final Place place;

    Types(Place place) {
        this.place = place;
    }

    /// The type at `start`; absent where no name stands there.
    Optional<Type> find(Phrase phrase, int start) {
        if (!phrase.isName(start)) {
            return Optional.empty();
        }
        Token first = phrase.token(start);
        String name = first.name().toLowerCase(java.util.Locale.ROOT);
        int at = start + 1;
        switch (name) {
            case "geometry", "geography", "hllsketch" ->
                    throw place.refusal(first, "The type " + name, "Use another type.");
            case "national" -> {
                boolean varying = phrase.word(at + 1).equals("varying");
                return Optional.of(
                        sized(phrase, varying ? "varchar" : "char", at + (varying ? 2 : 1)));
            }
            case "character", "char", "nchar", "binary" -> {
                if (phrase.word(at).equals("varying")) {
                    return Optional.of(
                            sized(phrase, name.equals("binary") ? "bytea" : "varchar", at + 1));
                }
            }
            case "double" -> {
                boolean precision = phrase.word(at).equals("precision");
                return Optional.of(
                        new Type("double precision", "as_double", precision ? at + 1 : at));
            }
            case "timestamp", "time" -> {
                return Optional.of(withZone(phrase, name, at));
            }
            default -> {
                // A plain name, looked up below.
            }
        }
        if (phrase.isSymbol(at, ".") && phrase.isName(at + 1)) {
            return Optional.of(new Type(name + "." + phrase.token(at + 1).text(), "", at + 2));
        }
        return Optional.of(sized(phrase, NAMES.getOrDefault(name, name), at));
    }

    private static Type withZone(Phrase phrase, String name, int start) {
        int at = phrase.isRound(start) ? start + 1 : start;
        if (phrase.hasWords(at, "with", "time", "zone")) {
            return new Type(name + " with time zone", "", at + 3);
        }
        int end = phrase.hasWords(at, "without", "time", "zone") ? at + 3 : at;
        return new Type(name, CONVERTERS.getOrDefault(name, ""), end);
    }

    private static Type sized(Phrase phrase, String name, int at) {
        String converter = CONVERTERS.getOrDefault(name, "");
        boolean decimal = converter.equals("as_numeric");
        if (!phrase.isRound(at)) {
            // Redshift's DECIMAL without digits keeps no fraction.
            return new Type(decimal ? name + "(18,0)" : name, converter, at);
        }
        StringBuilder size = new StringBuilder();
        for (Node node : phrase.group(at).items().nodes()) {
            Token token = node.first();
            boolean max = token.kind() == Kind.WORD && token.lower().equals("max");
            size.append(max ? "65535" : token.text());
        }
        boolean hasSize = !name.equals("bytea");
        return new Type(hasSize ? name + "(" + size + ")" : name, converter, at + 1);
    }
}
