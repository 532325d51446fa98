package dap.cli;

import dap.warehouse.ConflictRows;
import dap.warehouse.RefusedRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `dap ledger` lists of the warehouse in place of the account.
final class WarehouseLists {

    private WarehouseLists() {}

    static int refused(Main dap, Session session) {
        List<RefusedRows> found =
                session.catalog().stage().anyConformed()
                        ? session.warehouse().refused(session.catalog().lakeId())
                        : List.of();
        TextTable table = new TextTable("family", "event", "rows", "for example", "reason");
        found.forEach(rows ->
                table.add(
                        rows.family(),
                        rows.event(),
                        rows.rows(),
                        rows.example().orElse(""),
                        rows.reason()));
        return print(
                dap,
                found.stream().map(WarehouseLists::json).toList(),
                table,
                "The warehouse refused no rows.");
    }

    static int conflicts(Main dap, Session session) {
        List<ConflictRows> found =
                session.catalog().stage().anyConformed()
                        ? session.warehouse().conflicts(session.catalog().lakeId())
                        : List.of();
        TextTable table =
                new TextTable(
                        "day",
                        "event",
                        "copies",
                        "for example",
                        "differs by",
                        "current version",
                        "of day");
        found.forEach(rows ->
                table.add(
                        rows.arrivalDay(),
                        rows.event(),
                        rows.copies(),
                        rows.example().orElse(""),
                        rows.difference(),
                        rows.currentEvent(),
                        rows.currentDay()));
        return print(
                dap,
                found.stream().map(WarehouseLists::json).toList(),
                table,
                "No copy conflicts with the current version of its event.");
    }

    private static int print(
            Main dap, List<Map<String, @Nullable Object>> json, TextTable table, String none) {
        if (dap.options.json) {
            dap.terminal().out().println(Json.text(json));
        } else if (table.isEmpty()) {
            dap.terminal().out().println(none);
        } else {
            table.lines().forEach(dap.terminal().out()::println);
        }
        return 0;
    }

    private static Map<String, @Nullable Object> json(RefusedRows rows) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("family", rows.family().name());
        json.put("event", rows.event());
        json.put("rows", rows.rows());
        json.put("example", rows.example().orElse(null));
        json.put("reason", rows.reason());
        return json;
    }

    private static Map<String, @Nullable Object> json(ConflictRows rows) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("family", rows.family().name());
        json.put("event", rows.event());
        json.put("arrivalDay", rows.arrivalDay().toString());
        json.put("currentFamily", rows.currentFamily().name());
        json.put("currentEvent", rows.currentEvent());
        json.put("currentDay", rows.currentDay().toString());
        json.put("differs", rows.event().equals(rows.currentEvent()) ? "content" : "event");
        json.put("copies", rows.copies());
        json.put("example", rows.example().orElse(null));
        return json;
    }
}
