package dap.warehouse.postgres.redshift;

import dap.warehouse.postgres.redshift.Token.Kind;
import java.util.Locale;
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
    record SqlType(String text, String converter, int end) {}

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
    Optional<SqlType> find(Phrase phrase, int start) {
        if (!phrase.isName(start)) {
            return Optional.empty();
        }
        Token first = phrase.token(start);
        String name = first.name().toLowerCase(Locale.ROOT);
        int at = start + 1;
        boolean varying = phrase.word(at).equals("varying");
        return Optional.of(
                switch (name) {
                    case "geometry", "geography", "hllsketch" ->
                            throw place.refusal(first, "The type " + name, "Use another type.");
                    case "national" -> national(phrase, at);
                    case "character", "char", "nchar" ->
                            sized(phrase, varying ? "varchar" : "char", varying ? at + 1 : at);
                    case "binary" -> sized(phrase, "bytea", varying ? at + 1 : at);
                    case "double" -> {
                        boolean precision = phrase.word(at).equals("precision");
                        yield new SqlType("double precision", "as_double", precision ? at + 1 : at);
                    }
                    case "timestamp", "time" -> withZone(phrase, name, at);
                    default -> named(phrase, name, at);
                });
    }

    private static SqlType national(Phrase phrase, int at) {
        boolean varying = phrase.word(at + 1).equals("varying");
        return sized(phrase, varying ? "varchar" : "char", varying ? at + 2 : at + 1);
    }

    private static SqlType named(Phrase phrase, String name, int at) {
        if (phrase.isSymbol(at, ".") && phrase.isName(at + 1)) {
            return new SqlType(name + "." + phrase.token(at + 1).text(), "", at + 2);
        }
        return sized(phrase, NAMES.getOrDefault(name, name), at);
    }

    private static SqlType withZone(Phrase phrase, String name, int start) {
        int at = phrase.isRound(start) ? start + 1 : start;
        if (phrase.hasWords(at, "with", "time", "zone")) {
            return new SqlType(name + " with time zone", "", at + 3);
        }
        int end = phrase.hasWords(at, "without", "time", "zone") ? at + 3 : at;
        return new SqlType(name, CONVERTERS.getOrDefault(name, ""), end);
    }

    private static SqlType sized(Phrase phrase, String name, int at) {
        String converter = CONVERTERS.getOrDefault(name, "");
        boolean decimal = converter.equals("as_numeric");
        if (!phrase.isRound(at)) {
            // Redshift's DECIMAL without digits keeps no fraction.
            return new SqlType(decimal ? name + "(18,0)" : name, converter, at);
        }
        StringBuilder size = new StringBuilder();
        for (Node node : phrase.group(at).items().nodes()) {
            Token token = node.first();
            boolean max = token.kind() == Kind.WORD && token.lower().equals("max");
            size.append(max ? "65535" : token.text());
        }
        boolean hasSize = !name.equals("bytea");
        return new SqlType(hasSize ? name + "(" + size + ")" : name, converter, at + 1);
    }
}
