package dap.model;

import java.util.Locale;

/// A column of a table, or a field of a struct.
///
/// @param name as it was declared, or as the JSON key is spelt; tables and engines compare names
///   without case, so [#hiveName()] is the identity
public record Column(String name, HiveType type) {

    /// The name as Hive, Athena and Trino know it: lower case.
    public String hiveName() {
        return name.toLowerCase(Locale.ROOT);
    }
}
