package dap.redshift.postgres;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Functions of Redshift that PostgreSQL lacks, or has with another meaning, and what to write in
/// their place.
final class RefusedFunctions {

    private static final String CLUSTER =
            "Take it out: it tells of Redshift's cluster. DAP's own journal has what a run did (dap status).";
    private static final String HASH = "Use md5(…) or sha2(…, 256), which are the same everywhere.";
    private static final String ARRAYS =
            "Go through the elements in FROM (t, t.items AS e), and filter or aggregate them.";
    private static final String BYTES = "Keep the value as text.";
    private static final String SOUND = "Compare the texts themselves, or lower(…) of them.";
    private static final String COMPARE = "Compare with <, = and > in a CASE.";
    private static final String DOCUMENT = "Take the attributes that are needed by their paths.";
    private static final String SKETCH = "Use count(DISTINCT …).";

    private static final Map<String, String> HINTS = new HashMap<>();

    static {
        put("Divide by sum(…) OVER (…).", "ratio_to_report");
        put("Use sha2(…, 256).", "sha", "sha1", "func_sha1");
        put(HASH, "checksum", "farmfingerprint64", "fnv_hash", "murmur3_32_hash");
        put(ARRAYS, "array_contains", "array_distinct", "array_except", "array_intersection");
        put(ARRAYS, "array_position", "array_positions", "array_sort", "array_union");
        put(ARRAYS, "arrays_overlap");
        put(BYTES, "from_hex", "from_varbyte", "getbit", "to_hex", "to_varbyte");
        put(BYTES, "json_serialize_to_varbyte");
        put(SOUND, "difference", "soundex");
        put(COMPARE, "bpcharcmp", "bttext_pattern_cmp", "interval_cmp");
        put(DOCUMENT, "decimal_precision", "decimal_scale", "size", "object_transform");
        put(DOCUMENT, "lower_attribute_names", "upper_attribute_names");
        put("Compare lower(…) with lower(…).", "collate");
        put("Use strpos(…), which counts characters.", "octetindex");
        put("Use CAST.", "text_to_int_alt", "text_to_numeric_alt");
        put(SKETCH, "hll", "hll_cardinality", "hll_combine", "hll_combine_sketches");
        put(SKETCH, "hll_create_sketch");
        put(CLUSTER, "pg_last_query_id", "pg_last_copy_id", "pg_last_copy_count");
        put(CLUSTER, "pg_last_unload_id", "pg_last_unload_count", "current_aws_account");
        put(CLUSTER, "current_namespace", "has_assumerole_privilege", "slice_num");
        put(CLUSTER, "change_query_priority", "change_session_priority", "change_user_priority");
        put(CLUSTER, "reboot_cluster", "pg_get_session_roles");
    }

    private RefusedFunctions() {}

    private static void put(String hint, String... names) {
        for (String name : names) {
            HINTS.put(name, hint);
        }
    }

    /// What to write in place of the function; absent where it is not refused.
    static Optional<String> hint(String name) {
        if (name.startsWith("st_") || name.startsWith("h3_")) {
            return Optional.of("DAP knows no spatial values: keep them as text or numbers.");
        }
        return Optional.ofNullable(HINTS.get(name));
    }
}
