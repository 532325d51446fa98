package dap.redshift.postgres;

import dap.redshift.postgres.QueryScope.Column;
import dap.redshift.tree.Expression;
import dap.redshift.tree.Expression.Binary;
import dap.redshift.tree.Expression.BooleanLiteral;
import dap.redshift.tree.Expression.Brackets;
import dap.redshift.tree.Expression.Call;
import dap.redshift.tree.Expression.Case;
import dap.redshift.tree.Expression.Cast;
import dap.redshift.tree.Expression.Keyword;
import dap.redshift.tree.Expression.Name;
import dap.redshift.tree.Expression.NumberLiteral;
import dap.redshift.tree.Expression.Subquery;
import dap.redshift.tree.Expression.TypedLiteral;
import dap.redshift.tree.Expression.Unary;
import dap.redshift.tree.Query;
import dap.redshift.tree.QueryBody;
import dap.redshift.tree.SelectItem;
import dap.redshift.tree.Token;
import dap.redshift.tree.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says of which type expressions are, as far as the text tells.
final class Inference {

    private static final Set<String> TEXTS =
            Set.of(
                    "lower",
                    "upper",
                    "initcap",
                    "left",
                    "right",
                    "substr",
                    "substring",
                    "replace",
                    "translate",
                    "btrim",
                    "ltrim",
                    "rtrim",
                    "trim",
                    "lpad",
                    "rpad",
                    "reverse",
                    "replicate",
                    "repeat",
                    "split_part",
                    "md5",
                    "sha2",
                    "regexp_replace",
                    "regexp_substr",
                    "to_char",
                    "concat",
                    "chr",
                    "listagg",
                    "json_serialize",
                    "json_extract_path_text",
                    "json_extract_array_element_text",
                    "json_typeof",
                    "quote_ident",
                    "quote_literal",
                    "to_hex");

    private static final Set<String> INTEGERS =
            Set.of(
                    "len",
                    "length",
                    "char_length",
                    "character_length",
                    "octet_length",
                    "strpos",
                    "charindex",
                    "position",
                    "regexp_instr",
                    "regexp_count",
                    "datediff",
                    "date_diff",
                    "count",
                    "row_number",
                    "rank",
                    "dense_rank",
                    "ntile",
                    "ascii",
                    "strtol",
                    "get_array_length",
                    "json_array_length",
                    "date_part_year",
                    "date_cmp",
                    "timestamp_cmp",
                    "bit_length");

    private static final Map<String, Type> OTHERS =
            Map.ofEntries(
                    Map.entry("to_date", Type.DATE),
                    Map.entry("last_day", Type.DATE),
                    Map.entry("next_day", Type.DATE),
                    Map.entry("getdate", Type.TIMESTAMP),
                    Map.entry("sysdate", Type.TIMESTAMP),
                    Map.entry("add_months", Type.TIMESTAMP),
                    Map.entry("to_timestamp", Type.TIMESTAMPTZ),
                    Map.entry("to_number", Type.DECIMAL),
                    Map.entry("months_between", Type.DOUBLE),
                    Map.entry("date_part", Type.DOUBLE),
                    Map.entry("json_parse", Type.SUPER),
                    Map.entry("array", Type.SUPER),
                    Map.entry("object", Type.SUPER),
                    Map.entry("split_to_array", Type.SUPER),
                    Map.entry("subarray", Type.SUPER),
                    Map.entry("array_concat", Type.SUPER),
                    Map.entry("array_flatten", Type.SUPER),
                    Map.entry("is_valid_json", Type.BOOLEAN),
                    Map.entry("is_valid_json_array", Type.BOOLEAN),
                    Map.entry("can_json_parse", Type.BOOLEAN));

    private static final Set<String> OF_PARAMETERS =
            Set.of(
                    "nvl",
                    "coalesce",
                    "ifnull",
                    "nullif",
                    "max",
                    "min",
                    "greatest",
                    "least",
                    "lag",
                    "lead",
                    "first_value",
                    "last_value",
                    "nth_value",
                    "any_value");

    private final TranslationUnit unit;

    Inference(TranslationUnit unit) {
        this.unit = unit;
    }

    /// Whether PostgreSQL takes the value for text by itself.
    static boolean isUntyped(Expression value) {
        return switch (value) {
            case Expression.TextLiteral _, Expression.NullLiteral _ -> true;
            case Brackets brackets ->
                    brackets.items().size() == 1 && isUntyped(brackets.items().getFirst());
            default -> false;
        };
    }

    Type of(Expression expression, QueryScope scope) {
        return switch (expression) {
            case Expression.TextLiteral _, Expression.NullLiteral _ -> Type.LITERAL;
            case NumberLiteral number ->
                    number.first().text().chars().allMatch(Character::isDigit)
                            ? Type.INTEGER
                            : Type.DECIMAL;
            case BooleanLiteral _,
                    Expression.Is _,
                    Expression.Like _,
                    Expression.Between _,
                    Expression.In _,
                    Expression.Exists _ ->
                    Type.BOOLEAN;
            case TypedLiteral literal -> typed(literal.type());
            case Keyword keyword -> keyword(keyword.word());
            case Name name -> name(name, scope);
            case Expression.Navigation _ -> Type.SUPER;
            case Call call -> call(call, scope);
            case Expression.WordedCall call ->
                    call.first().lower().equals("position") ? Type.INTEGER : Type.TEXT;
            case Expression.Extract _ -> Type.INTEGER;
            case Cast cast -> unit.types().of(cast.type()).type();
            case Unary unary ->
                    unary.operator().equals("not") ? Type.BOOLEAN : of(unary.operand(), scope);
            case Binary binary -> binary(binary, scope);
            case Case cases -> cases(cases, scope);
            case Subquery subquery -> {
                List<Column> columns = columns(subquery.query(), scope).orElse(List.of());
                yield columns.size() == 1 ? columns.getFirst().type() : Type.UNKNOWN;
            }
            case Brackets brackets ->
                    brackets.items().size() == 1
                            ? of(brackets.items().getFirst(), scope)
                            : Type.OTHER;
            case Expression.Star _, Expression.Quantified _, Expression.Parameter _ -> Type.UNKNOWN;
        };
    }

    private static Type typed(String type) {
        return switch (type) {
            case "date" -> Type.DATE;
            case "timestamp", "datetime" -> Type.TIMESTAMP;
            case "timestamptz" -> Type.TIMESTAMPTZ;
            case "interval" -> Type.INTERVAL;
            default -> Type.OTHER;
        };
    }

    private static Type keyword(String word) {
        return switch (word) {
            case "current_date" -> Type.DATE;
            case "current_timestamp" -> Type.TIMESTAMPTZ;
            case "sysdate", "localtimestamp" -> Type.TIMESTAMP;
            case "current_user", "session_user", "user" -> Type.TEXT;
            default -> Type.UNKNOWN;
        };
    }

    private Type name(Name name, QueryScope scope) {
        String first = unit.names().fold(name.names().getFirst());
        boolean alone = name.names().size() == 1 && name.steps().isEmpty();
        Optional<QueryScope.Lateral> lateral = alone ? scope.lateral(first) : Optional.empty();
        if (lateral.isPresent()) {
            return lateral.get().type();
        }
        Resolved resolved = Resolved.of(name, unit, scope);
        if (!resolved.attributes().isEmpty() || !name.steps().isEmpty()) {
            return Type.SUPER;
        }
        List<Token> names = resolved.column();
        String column = unit.names().fold(names.getLast());
        if (names.size() == 1) {
            return unit.documents().contains(first)
                    ? Type.SUPER
                    : unit.variables().contains(first) ? Type.UNKNOWN : scope.type(column);
        }
        String table = unit.names().fold(names.get(names.size() - 2));
        return scope.columns(table).stream()
                .flatMap(List::stream)
                .filter(known -> known.name().equals(column))
                .map(Column::type)
                .findFirst()
                .orElse(scope.find(table) == QueryScope.Alias.ELEMENT ? Type.SUPER : Type.UNKNOWN);
    }

    private Type call(Call call, QueryScope scope) {
        String name = call.word();
        if (TEXTS.contains(name)) {
            return Type.TEXT;
        }
        if (INTEGERS.contains(name)) {
            return Type.INTEGER;
        }
        if (OF_PARAMETERS.contains(name) && !call.parameters().isEmpty()) {
            Type type = of(call.parameters().getFirst(), scope);
            boolean several = !Set.of("nullif", "lag", "lead", "nth_value").contains(name);
            for (Expression parameter : call.parameters()) {
                type = several ? Type.either(type, of(parameter, scope)) : type;
            }
            return type;
        }
        return OTHERS.getOrDefault(name, Type.UNKNOWN);
    }

    private Type binary(Binary binary, QueryScope scope) {
        return switch (binary.operator()) {
            case "||" -> Type.TEXT;
            case "+", "-", "*", "/", "%", "^" -> {
                Type left = of(binary.left(), scope);
                Type right = of(binary.right(), scope);
                boolean numbers = left.isNumber() && right.isNumber();
                boolean supers = left == Type.SUPER || right == Type.SUPER;
                yield numbers ? Type.either(left, right) : supers ? Type.DECIMAL : Type.UNKNOWN;
            }
            case "collate" -> Type.TEXT;
            case "at time zone" -> Type.UNKNOWN;
            default -> Type.BOOLEAN;
        };
    }

    private Type cases(Case cases, QueryScope scope) {
        Type type = cases.otherwise().map(it -> of(it, scope)).orElse(Type.LITERAL);
        for (When when : cases.branches()) {
            type = Type.either(type, of(when.result(), scope));
        }
        return type;
    }

    /// The columns of a query; absent where they depend on tables that are not known.
    Optional<List<Column>> columns(Query query, QueryScope outer) {
        QueryBody body = query.body();
        while (body instanceof QueryBody.SetOperation union) {
            body = union.left();
        }
        return switch (body) {
            case QueryBody.Nested nested -> columns(nested.query(), outer);
            case QueryBody.Select select -> columns(query, select, outer);
            case QueryBody.Values _, QueryBody.SetOperation _ -> Optional.empty();
        };
    }

    private Optional<List<Column>> columns(Query query, QueryBody.Select select, QueryScope outer) {
        QueryScope scope = new QueryScope(outer);
        boolean only = query.body() instanceof QueryBody.Select;
        new FromScope(unit, this).register(select.from(), scope);
        List<Column> columns = new ArrayList<>();
        for (SelectItem item : select.items()) {
            if (item.value() instanceof Expression.Star) {
                return Optional.empty();
            }
            // Of a UNION, the other side's type may win.
            Type type = only && query.with().isEmpty() ? of(item.value(), scope) : Type.UNKNOWN;
            columns.add(new Column(label(item), type));
        }
        return Optional.of(columns);
    }

    /// The name of an output column; empty where PostgreSQL makes one up.
    private String label(SelectItem item) {
        return item.alias()
                .map(unit.names()::fold)
                .orElseGet(() ->
                        item.value() instanceof Name name && name.steps().isEmpty()
                                ? unit.names().fold(name.names().getLast())
                                : "");
    }
}
