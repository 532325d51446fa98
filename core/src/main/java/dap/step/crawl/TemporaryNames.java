package dap.step.crawl;

import java.util.Locale;
import java.util.regex.Pattern;

/// Names that writers give to files which are not finished: they rename them when they are. What is
/// hidden by its name (Hadoop, Spark, Flink, rsync, AzCopy, and `.crc` files) is left alone as
/// such.
final class TemporaryNames {

    /// By the end of the name. `.tmp`: Flume, Logstash, many; `.part`, `.partial`: browsers, curl,
    /// rclone; `.inprogress`, `.pending`: Flink; `._copying_`: HDFS; `.filepart`: WinSCP; `.gstmp`:
    /// gsutil, gcloud; `.swp`, `~`: editors.
    private static final Pattern END =
            Pattern.compile(
                    ".*(\\.(tmp|temp|part|partial|filepart|inprogress|in-progress|pending|writing|uploading|crdownload|download|aria2|swp|swx|bak~|crc|lock)"
                            + "|\\._copying_|_?\\.gstmp|~)");

    /// Flink's `part-0-1.inprogress.UUID`; rclone's `name.1a2b3c4d.partial` ends as above.
    private static final Pattern WITHIN = Pattern.compile(".*\\.(inprogress|pending)\\..*");

    /// The AWS CLI's `name.gz.6Fe2aB1c`, and mkstemp's `name.gz.tmp.Xy12ab`.
    private static final Pattern RANDOM =
            Pattern.compile(".*\\.(gz|json|jsonl)\\.(tmp\\.\\w+|[0-9a-f]{8})");

    private TemporaryNames() {}

    static boolean isOne(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return END.matcher(name).matches()
                || WITHIN.matcher(name).matches()
                || RANDOM.matcher(name).matches();
    }
}
