package dap.warehouse.postgres.redshift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// QUALIFY by a query around the query: PostgreSQL has no clause that filters by window functions.
final class Qualify {

    /// @param head what goes before SELECT
    /// @param items the inner select list
    /// @param tail what goes after the WHERE or GROUP BY of the inner query
    record Wrapped(String head, String items, String tail) {}

    private final Unit unit;

    Qualify(Unit unit) {
        this.unit = unit;
    }

    /// @param items and condition already translated
    Wrapped wrap(
            Token place, Phrase list, Phrase source, Phrase asked, String items, String condition) {
        boolean window = hasWindow(asked);
        String lines = place.before();
        if (!window) {
            // It speaks of columns of the select list.
            return new Wrapped("SELECT * FROM (", items, ") AS dap_qualified WHERE" + condition);
        }
        String keep = ", (" + condition.strip() + ") AS dap_keep";
        String tail = lines + ") AS dap_qualified WHERE dap_keep";
        if (list.size() == 1 && list.isSymbol(0, "*")) {
            String table =
                    onlyTable(source)
                            .orElseThrow(() ->
                                    unit.place()
                                            .refusal(
                                                    place,
                                                    "QUALIFY with * over several tables",
                                                    "Name the columns in the select list."));
            return new Wrapped(
                    "SELECT (dap_row).* FROM (", " " + table + " AS dap_row" + keep, tail);
        }
        List<String> names = new ArrayList<>();
        for (Phrase item : list.split(",")) {
            names.add(
                    label(item)
                            .orElseThrow(() ->
                                    unit.place()
                                            .refusal(
                                                    place,
                                                    "QUALIFY over a select list with a column that has no name",
                                                    "Name it with AS.")));
        }
        return new Wrapped(
                "SELECT " + names.stream().collect(Collectors.joining(", ")) + " FROM (",
                items + keep,
                tail);
    }

    private static boolean hasWindow(Phrase phrase) {
        for (int i = 0; i < phrase.size(); i++) {
            if (phrase.word(i).equals("over")
                    || (phrase.at(i) instanceof Node.Group group && hasWindow(group.items()))) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> label(Phrase item) {
        int last = item.size() - 1;
        boolean named =
                last >= 0
                        && item.isName(last)
                        && (last == 0
                                || item.isSymbol(last - 1, ".")
                                || item.isName(last - 1)
                                || item.isRound(last - 1));
        return named ? Optional.of(unit.names().spell(item.token(last))) : Optional.empty();
    }

    private Optional<String> onlyTable(Phrase source) {
        boolean single =
                source.split(",").size() == 1
                        && source.indexOf(java.util.Set.of("join"), 0) == source.size();
        int last = source.size() - 1;
        return single && source.isName(last)
                ? Optional.of(unit.names().spell(source.token(last)))
                : Optional.empty();
    }
}
