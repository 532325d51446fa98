package dap.sql;

/// The environment in the names of schemas.
final class SchemaNames {

    private static final String PLACEHOLDER = "environment-";

    private SchemaNames() {}

    /// `environment-txma-raw` → `local-txma-raw`.
    static String bound(String schema, String environment) {
        return schema.startsWith(PLACEHOLDER)
                ? environment + "-" + schema.substring(PLACEHOLDER.length())
                : schema;
    }
}
