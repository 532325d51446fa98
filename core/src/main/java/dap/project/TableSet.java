package dap.project;

import dap.errors.Problem;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The tables of a layer that templates declare, of which several may have one name.
///
/// @param database the layer's own: `local-txma-stage`
record TableSet(
        List<TableDefinition> tables, List<Template.BrokenTable> brokenTables, String database) {

    TableSet {
        tables = List.copyOf(tables);
        brokenTables = List.copyOf(brokenTables);
    }

    static TableSet of(Template template, String database) {
        return new TableSet(template.tables(), template.brokenTables(), database);
    }

    TableSet only(Predicate<TableDefinition> tables, Predicate<String> brokenTables) {
        return new TableSet(
                this.tables.stream().filter(tables).toList(),
                this.brokenTables.stream()
                        .filter(table -> brokenTables.test(table.name()))
                        .toList(),
                database);
    }

    TableSet and(TableSet more) {
        return new TableSet(
                Stream.concat(tables.stream(), more.tables.stream()).toList(),
                Stream.concat(brokenTables.stream(), more.brokenTables.stream()).toList(),
                database);
    }

    boolean knows(String name) {
        return names().anyMatch(name::equals) || broken(name).findAny().isPresent();
    }

    TableChoice find(String name) {
        return TableChoice.of(
                tables.stream().filter(table -> table.name().equals(name)).toList(), database);
    }

    /// Why tables of this name cannot be used.
    Stream<Problem> broken(String name) {
        return brokenTables.stream()
                .filter(table -> table.name().equals(name))
                .map(Template.BrokenTable::problem);
    }

    /// One table of each name.
    List<TableDefinition> meant() {
        return names().flatMap(name -> find(name).table().stream()).toList();
    }

    /// Without repetition, in the order of the templates.
    Stream<String> names() {
        return tables.stream().map(TableDefinition::name).distinct();
    }
}
