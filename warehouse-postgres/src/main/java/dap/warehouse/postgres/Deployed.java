package dap.warehouse.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// What the warehouse was last given, by kind and name: as it was read at the start of a prepare.
record Deployed(Map<Item, String> hashes) {

    /// @param kind `functions`, `migrations`, `setup`, `procedure`, `landing` or `order`
    record Item(String kind, String name) {}

    static Deployed load(Connection connection) throws SQLException {
        Map<Item, String> hashes = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT kind, name, sha256 FROM dap.deployed");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                hashes.put(new Item(rows.getString(1), rows.getString(2)), rows.getString(3));
            }
        }
        return new Deployed(hashes);
    }

    boolean has(Item item, String text) {
        return sha256(text).equals(hashes.get(item));
    }

    boolean knows(Item item) {
        return hashes.containsKey(item);
    }

    /// Remembers that `item` is now as `text` says; within the transaction that made it so.
    static void record(Connection connection, Item item, String text) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO dap.deployed (kind, name, sha256) VALUES (?, ?, ?)
                ON CONFLICT (kind, name)
                DO UPDATE SET sha256 = excluded.sha256, deployed_at = excluded.deployed_at
                """,
                item.kind(),
                item.name(),
                sha256(text));
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
