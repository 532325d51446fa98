package dap.project;

import dap.model.Column;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table that a CloudFormation template declares.
///
/// @param schema the database, with the environment's name put in: `local-txma-stage`
/// @param name lower case
/// @param columns types as trees, names as they were spelt
/// @param location where its files lie, with the template's functions resolved:
///   `s3://local-dap-stage-layer/txma/auth_account_creation`; no slash at the end
/// @param file relative to the project's folder
/// @param line where the table's resource begins
public record TableDefinition(
        String schema,
        String name,
        List<Column> columns,
        List<Column> partitionKeys,
        Optional<String> location,
        String file,
        int line) {
    public TableDefinition {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
    }

    /// SHA-256 of its columns and partition keys, in hexadecimal: tells whether they changed.
    public String sha256() {
        String text =
                Stream.concat(columns.stream(), partitionKeys.stream())
                        .map(column -> column.hiveName() + " " + column.type().toHive() + "\n")
                        .collect(Collectors.joining());
        return new SqlFile(file, text).sha256();
    }

    /// The column or partition key of this name, compared without case.
    public Optional<Column> findColumn(String column) {
        return Stream.concat(columns.stream(), partitionKeys.stream())
                .filter(candidate -> candidate.name().equalsIgnoreCase(column))
                .findFirst();
    }
}
