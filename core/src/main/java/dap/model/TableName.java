package dap.model;

/// A table of the lake or the warehouse, lower case, with its schema.
///
/// @param schema with the environment's real name, never the word `environment`: `local-txma-raw`
public record TableName(String schema, String table) {
    @Override
    public String toString() {
        return schema + "." + table;
    }
}
