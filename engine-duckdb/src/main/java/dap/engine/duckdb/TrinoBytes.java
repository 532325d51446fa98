package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;

import io.airlift.slice.Slices;
import io.airlift.slice.XxHash64;
import io.airlift.stats.cardinality.HyperLogLog;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Trino's functions of bytes, which come and go as hexadecimal digits.
final class TrinoBytes {

    private static final HexFormat HEX = HexFormat.of();

    /// The buckets of a standard error of 2.3 %, which is Trino's.
    private static final int BUCKETS = 2048;

    private TrinoBytes() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_even_hex", TEXT, TEXT, TrinoBytes::evenHex);
        functions.register("trino_from_utf8", TEXT, TEXT, TrinoBytes::text);
        functions.register("trino_sha512", TEXT, TEXT, TrinoBytes::sha512);
        functions.register("trino_crc32", TEXT, BIGINT, TrinoBytes::crc32);
        functions.register("trino_hmac", TEXT, TEXT, TEXT, TEXT, TrinoBytes::hmac);
        functions.register(
                "trino_hash_text", TEXT, BIGINT, a -> XxHash64.hash(Slices.utf8Slice(a)));
        functions.register("trino_hash_bigint", BIGINT, BIGINT, XxHash64::hash);
        functions.register("trino_approx_distinct", TEXT, BIGINT, TrinoBytes::approxDistinct);
    }

    static String evenHex(String digits) {
        if (digits.length() % 2 == 1) {
            throw new UnfitValue("the number of digits is odd");
        }
        return digits;
    }

    /// Bytes that are no UTF-8 become U+FFFD.
    static String text(String hex) {
        return new String(HEX.parseHex(hex), StandardCharsets.UTF_8);
    }

    static String sha512(String hex) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-512").digest(HEX.parseHex(hex)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    static long crc32(String hex) {
        CRC32 crc = new CRC32();
        crc.update(HEX.parseHex(hex));
        return crc.getValue();
    }

    /// @param algorithm as Java names it: `HmacSHA256`
    static String hmac(String hex, String key, String algorithm) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(HEX.parseHex(key), algorithm));
            return HEX.formatHex(mac.doFinal(HEX.parseHex(hex)));
        } catch (GeneralSecurityException _) {
            throw new UnfitValue("the key cannot be used");
        }
    }

    /// What Trino estimates of values with these hashes: the very sketch that it keeps.
    ///
    /// @param hashes of the distinct values, with commas between them
    static long approxDistinct(String hashes) {
        HyperLogLog sketch = HyperLogLog.newInstance(BUCKETS);
        int from = 0;
        while (from < hashes.length()) {
            int comma = hashes.indexOf(',', from);
            int end = comma < 0 ? hashes.length() : comma;
            sketch.addHash(
                    io.airlift.slice.Murmur3Hash128.hash64(Long.parseLong(hashes, from, end, 10)));
            from = end + 1;
        }
        return sketch.cardinality();
    }
}
