package dap.redshift.postgres;

import dap.redshift.parser.Parser;
import dap.redshift.parser.SourceFile;
import dap.redshift.tree.Token;
import dap.redshift.tree.Token.Kind;
import dap.redshift.tree.TypeName;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Types by Redshift's names, as PostgreSQL's.
final class Types {

    /// A type in PostgreSQL's words.
    ///
    /// @param text PostgreSQL's name for it
    /// @param converter the function of `dap_redshift` that takes a SUPER value to it, and any
    ///   other value as it is; empty where SUPER cannot become it
    record SqlType(String text, String converter, Type type) {}

    /// A type at a position of a phrase.
    ///
    /// @param end the index after it
    record Found(SqlType sql, int end) {
        String text() {
            return sql.text();
        }
    }

    private record Known(String text, String converter, Type type) {}

    private static final Known TEXT = new Known("varchar", "as_text", Type.TEXT);
    private static final Known CHAR = new Known("char", "as_text", Type.TEXT);
    private static final Known BYTES = new Known("bytea", "", Type.OTHER);
    private static final Known TIMESTAMP = new Known("timestamp", "as_timestamp", Type.TIMESTAMP);
    private static final Known ZONED = new Known("timestamp with time zone", "", Type.TIMESTAMPTZ);

    private static final Map<String, Known> NAMES =
            Map.ofEntries(
                    Map.entry("varchar", TEXT),
                    Map.entry("nvarchar", TEXT),
                    Map.entry("char", CHAR),
                    Map.entry("nchar", CHAR),
                    Map.entry("character", CHAR),
                    Map.entry("bpchar", new Known("bpchar", "as_text", Type.TEXT)),
                    Map.entry("text", new Known("text", "as_text", Type.TEXT)),
                    Map.entry("smallint", integer("smallint")),
                    Map.entry("int2", integer("smallint")),
                    Map.entry("int", integer("integer")),
                    Map.entry("int4", integer("integer")),
                    Map.entry("integer", integer("integer")),
                    Map.entry("bigint", integer("bigint")),
                    Map.entry("int8", integer("bigint")),
                    Map.entry("numeric", new Known("numeric", "as_numeric", Type.DECIMAL)),
                    Map.entry("decimal", new Known("decimal", "as_numeric", Type.DECIMAL)),
                    Map.entry("dec", new Known("decimal", "as_numeric", Type.DECIMAL)),
                    Map.entry("float", new Known("float", "as_double", Type.DOUBLE)),
                    Map.entry("float4", new Known("float4", "as_double", Type.DOUBLE)),
                    Map.entry("float8", new Known("float8", "as_double", Type.DOUBLE)),
                    Map.entry("real", new Known("real", "as_double", Type.DOUBLE)),
                    Map.entry("double", new Known("double precision", "as_double", Type.DOUBLE)),
                    Map.entry("bool", new Known("bool", "as_boolean", Type.BOOLEAN)),
                    Map.entry("boolean", new Known("boolean", "as_boolean", Type.BOOLEAN)),
                    Map.entry("date", new Known("date", "as_date", Type.DATE)),
                    Map.entry("timestamp", TIMESTAMP),
                    Map.entry("datetime", TIMESTAMP),
                    Map.entry("timestamptz", ZONED),
                    Map.entry("timetz", new Known("time with time zone", "", Type.OTHER)),
                    Map.entry("interval", new Known("interval", "", Type.INTERVAL)),
                    Map.entry("super", new Known("jsonb", "", Type.SUPER)),
                    Map.entry("varbyte", BYTES),
                    Map.entry("varbinary", BYTES),
                    Map.entry("binary", BYTES));

    private final SourceFile file;
    private final Parser parser;

    Types(SourceFile file) {
        this.file = file;
        this.parser = new Parser(file);
    }

    private static Known integer(String name) {
        return new Known(name, "as_" + name, Type.INTEGER);
    }

    /// The type at `start`; absent where no name stands there.
    Optional<Found> find(Phrase phrase, int start) {
        if (!phrase.isName(start)) {
            return Optional.empty();
        }
        TypeName name = parser.type(phrase.from(start).tokens());
        int brackets = name.sizes().isEmpty() ? 0 : name.sizes().size() * 2;
        return Optional.of(new Found(of(name), start + name.span().tokens().size() - brackets));
    }

    SqlType of(TypeName name) {
        switch (name.name()) {
            case "geometry", "geography", "hllsketch" ->
                    throw file.refusal(
                            name.first(), "The type " + name.name(), "Use another type.");
            default -> {}
        }
        Known known = NAMES.getOrDefault(name.name(), new Known(name.name(), "", Type.OTHER));
        boolean unsized = known.text().equals("bytea") || known.type().isMoment();
        String sizes = unsized ? "" : sizes(name);
        // Redshift's DECIMAL without digits keeps no fraction.
        boolean whole = known.type() == Type.DECIMAL && sizes.isEmpty();
        return new SqlType(
                spelled(name, known) + (whole ? "(18,0)" : sizes), known.converter(), known.type());
    }

    /// As the text has it, where PostgreSQL has the same name.
    private static String spelled(TypeName name, Known known) {
        boolean same =
                known.type() == Type.INTEGER
                        && name.name().startsWith("int")
                        && name.span().tokens().size() == 1;
        return same ? name.name() : known.text();
    }

    private static String sizes(TypeName name) {
        return name.sizes().isEmpty()
                ? ""
                : name.sizes().stream().map(Types::size).collect(Collectors.joining(",", "(", ")"));
    }

    private static String size(Token token) {
        boolean max = token.kind() == Kind.WORD && token.lower().equals("max");
        return max ? "65535" : token.text();
    }
}
