package dap.redshift.postgres;

import java.util.Map;

/// What functions are called in PostgreSQL, where only that differs.
final class FunctionNames {

    /// Same arguments, another name; those of `dap_redshift` would lose to PostgreSQL's own.
    static final Map<String, String> RENAMED =
            Map.ofEntries(
                    Map.entry("getdate", "dap_redshift.getdate"),
                    Map.entry("sysdate", "dap_redshift.sysdate"),
                    Map.entry("json_parse", "dap_redshift.json_parse"),
                    Map.entry("json_serialize", "dap_redshift.json_serialize"),
                    Map.entry("json_typeof", "dap_redshift.json_typeof"),
                    Map.entry("object", "jsonb_build_object"),
                    Map.entry("array", "jsonb_build_array"),
                    Map.entry("avg", "dap_redshift.avg"),
                    Map.entry("dexp", "exp"),
                    Map.entry("dlog1", "ln"),
                    Map.entry("dlog10", "log"),
                    Map.entry("add_months", "dap_redshift.add_months"),
                    Map.entry("last_day", "dap_redshift.last_day"),
                    Map.entry("convert_timezone", "dap_redshift.convert_timezone"));

    /// Functions of text. Redshift turns numbers and SUPER into text for them; PostgreSQL does not.
    static final Map<String, String> OF_TEXT =
            Map.ofEntries(
                    Map.entry("len", "length"),
                    Map.entry("length", "length"),
                    Map.entry("textlen", "length"),
                    Map.entry("char_length", "length"),
                    Map.entry("character_length", "length"),
                    Map.entry("lower", "lower"),
                    Map.entry("upper", "upper"),
                    Map.entry("initcap", "initcap"),
                    Map.entry("left", "left"),
                    Map.entry("right", "right"),
                    Map.entry("substr", "substr"),
                    Map.entry("substring", "substr"),
                    Map.entry("replace", "replace"),
                    Map.entry("translate", "translate"),
                    Map.entry("btrim", "btrim"),
                    Map.entry("ltrim", "ltrim"),
                    Map.entry("rtrim", "rtrim"),
                    Map.entry("lpad", "lpad"),
                    Map.entry("rpad", "rpad"),
                    Map.entry("reverse", "reverse"),
                    Map.entry("replicate", "repeat"),
                    Map.entry("repeat", "repeat"),
                    Map.entry("split_part", "split_part"),
                    Map.entry("strpos", "strpos"),
                    Map.entry("md5", "md5"),
                    Map.entry("crc32", "dap_redshift.crc32"),
                    Map.entry("to_date", "dap_redshift.to_date"),
                    Map.entry("to_timestamp", "dap_redshift.to_timestamp"),
                    Map.entry("strtol", "dap_redshift.strtol"),
                    Map.entry("sha2", "dap_redshift.sha2"),
                    Map.entry("regexp_replace", "dap_redshift.regexp_replace"),
                    Map.entry("regexp_substr", "dap_redshift.regexp_substr"),
                    Map.entry("regexp_instr", "dap_redshift.regexp_instr"),
                    Map.entry("regexp_count", "dap_redshift.regexp_count"),
                    Map.entry("split_to_array", "dap_redshift.split_to_array"),
                    Map.entry("is_valid_json", "dap_redshift.is_valid_json"),
                    Map.entry("is_valid_json_array", "dap_redshift.is_valid_json_array"),
                    Map.entry("can_json_parse", "dap_redshift.can_json_parse"),
                    Map.entry(
                            "json_extract_array_element_text",
                            "dap_redshift.json_extract_array_element_text"),
                    Map.entry("json_array_length", "dap_redshift.json_array_length"));

    private FunctionNames() {}
}
