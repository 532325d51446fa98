package dap.sql;

import dap.errors.DapException;
import dap.model.Column;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.sql.tree.FieldPath;
import dap.sql.tree.LakeTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Binds an INSERT whose events nobody has seen: fields that its RAW table lacks get the first type
/// under which the statement makes sense, so that its tree names them. For asking about a
/// statement, never for running it.
final class GuessedFields {

    private static final HiveType NO_FIELDS = new HiveType.Struct(List.of());

    /// What a field may be, the likeliest first.
    private static final List<HiveType> CANDIDATES =
            List.of(
                    Scalar.STRING,
                    Scalar.BIGINT,
                    Scalar.DOUBLE,
                    Scalar.BOOLEAN,
                    new HiveType.Array(Scalar.STRING),
                    NO_FIELDS,
                    new HiveType.Array(NO_FIELDS));

    private final InsertBinding binding;
    private final Function<InsertBinding, BoundInsert> binder;

    /// What is known of the RAW table, and the guesses that suit the statement so far.
    private List<Column> columns = List.of();

    GuessedFields(InsertBinding binding, Function<InsertBinding, BoundInsert> binder) {
        this.binding = binding;
        this.binder = binder;
    }

    /// @throws DapException if the statement makes no sense, whatever its fields are
    BoundInsert bind() {
        columns = known(binding.raw().columns());
        BoundInsert bound = allAsText(binder.apply(with(columns)));
        Set<FieldPath> tried = new HashSet<>();
        Optional<FieldPath> next = untried(bound, tried);
        while (next.isPresent()) {
            tried.add(next.get());
            bound = likeliest(next.get()).orElse(bound);
            next = untried(bound, tried);
        }
        return bound;
    }

    /// Most fields are text: often one attempt is enough.
    private BoundInsert allAsText(BoundInsert bound) {
        List<Column> guessed = columns;
        for (FieldPath field : bound.unknownFields()) {
            guessed = with(guessed, field.steps(), Scalar.STRING);
        }
        return attempt(guessed).orElse(bound);
    }

    private Optional<BoundInsert> likeliest(FieldPath field) {
        return CANDIDATES.stream()
                .flatMap(type -> attempt(with(columns, field.steps(), type)).stream())
                .findFirst();
    }

    private static Optional<FieldPath> untried(BoundInsert bound, Set<FieldPath> tried) {
        return bound.unknownFields().stream().filter(field -> !tried.contains(field)).findFirst();
    }

    /// The statement, or nothing where it refuses these types: another guess may suit it.
    private Optional<BoundInsert> attempt(List<Column> guess) {
        try {
            BoundInsert bound = binder.apply(with(guess));
            columns = guess;
            return Optional.of(bound);
        } catch (DapException refused) {
            return Optional.empty();
        }
    }

    private InsertBinding with(List<Column> columns) {
        LakeTable raw = binding.raw();
        return new InsertBinding(
                binding.environment(),
                binding.asOf(),
                binding.event(),
                binding.arrivalDay(),
                new LakeTable(raw.name(), raw.layer(), columns, raw.partitionKeys()),
                binding.target());
    }

    /// Without the fields that were always null: of them, too, only the name is known.
    private static List<Column> known(List<Column> columns) {
        return columns.stream()
                .filter(column -> column.type() != Scalar.UNKNOWN)
                .map(column -> new Column(column.name(), known(column.type())))
                .toList();
    }

    private static HiveType known(HiveType type) {
        return switch (type) {
            case HiveType.Struct struct -> new HiveType.Struct(known(struct.fields()));
            case HiveType.Array(HiveType element) -> new HiveType.Array(known(element));
            default -> type;
        };
    }

    private static List<Column> with(List<Column> columns, List<String> path, HiveType type) {
        String name = path.getFirst();
        List<Column> all = new ArrayList<>();
        boolean found = false;
        for (Column column : columns) {
            boolean here = column.hiveName().equalsIgnoreCase(name);
            found |= here;
            all.add(here ? new Column(column.name(), below(column.type(), path, type)) : column);
        }
        if (!found) {
            all.add(new Column(name, below(NO_FIELDS, path, type)));
        }
        return all;
    }

    private static HiveType below(HiveType present, List<String> path, HiveType type) {
        List<String> rest = path.subList(1, path.size());
        if (rest.isEmpty()) {
            return type;
        }
        if (rest.getFirst().equals(FieldPath.ELEMENT)) {
            HiveType element =
                    present instanceof HiveType.Array(HiveType known) ? known : NO_FIELDS;
            return new HiveType.Array(below(element, rest, type));
        }
        List<Column> fields =
                present instanceof HiveType.Struct struct ? struct.fields() : List.of();
        return new HiveType.Struct(with(fields, rest, type));
    }
}
