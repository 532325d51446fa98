package dap.engine.duckdb;

import static dap.engine.duckdb.JavaFunctions.Type.BIGINT;
import static dap.engine.duckdb.JavaFunctions.Type.TEXT;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Trino's functions of URLs: NULL for a text that is none, empty for a part that is missing.
final class TrinoUrls {

    private TrinoUrls() {}

    static void register(JavaFunctions functions) throws SQLException {
        functions.register("trino_url_decode", TEXT, TEXT, TrinoUrls::decode);
        functions.register("trino_url_encode", TEXT, TEXT, TrinoUrls::encode);
        functions.register("trino_url_extract_fragment", TEXT, TEXT, TrinoUrls::fragment);
        functions.register("trino_url_extract_host", TEXT, TEXT, TrinoUrls::host);
        functions.register("trino_url_extract_path", TEXT, TEXT, TrinoUrls::path);
        functions.register("trino_url_extract_protocol", TEXT, TEXT, TrinoUrls::protocol);
        functions.register("trino_url_extract_query", TEXT, TEXT, TrinoUrls::query);
        functions.register("trino_url_extract_port", TEXT, BIGINT, TrinoUrls::port);
        functions.register("trino_url_extract_parameter", TEXT, TEXT, TEXT, TrinoUrls::parameter);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String part(String text, Function<URI, @Nullable String> part) {
        return uri(text).map(uri -> Objects.requireNonNullElse(part.apply(uri), "")).orElse(null);
    }

    static @Nullable String fragment(String text) {
        return part(text, URI::getFragment);
    }

    static @Nullable String host(String text) {
        return part(text, URI::getHost);
    }

    static @Nullable String path(String text) {
        return part(text, URI::getPath);
    }

    static @Nullable String protocol(String text) {
        return part(text, URI::getScheme);
    }

    static @Nullable String query(String text) {
        return part(text, URI::getQuery);
    }

    /// NULL where the URL names none.
    static @Nullable Long port(String text) {
        return uri(text).map(uri -> (long) uri.getPort()).filter(port -> port >= 0).orElse(null);
    }

    /// The first of that name; empty where it has no value, NULL where there is none.
    static @Nullable String parameter(String text, String name) {
        String query = uri(text).map(URI::getRawQuery).orElse(null);
        if (query == null) {
            return null;
        }
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            if (decode(key).equals(name)) {
                return equals < 0 ? "" : decode(parameter.substring(equals + 1));
            }
        }
        return null;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
