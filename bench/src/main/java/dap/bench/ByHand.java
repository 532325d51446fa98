package dap.bench;

import dap.model.Column;
import dap.warehouse.ConformBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// What somebody would write who wants these rows in the star, once, and trusts them: COPY, the
/// dimensions, `INSERT … ON CONFLICT`. No second copy of an event, no event without reference, no
/// account.
final class ByHand {

    private static final String DIMENSIONS =
            """
            INSERT INTO conformed.dim_event (event_name, product_family, event_journey_type,
                service_name, created_by, created_date, modified_by, modified_date)
            SELECT event_name, product_family, left(domain, 100), left(sub_domain, 100),
                current_user, current_date, current_user, current_date
            FROM conformed.ref_events
            WHERE event_name IN (SELECT DISTINCT event_name FROM hand)
            ON CONFLICT (event_name) DO NOTHING;
            INSERT INTO conformed.dim_verification_route (verification_route_name,
                verification_short_name, route_description, created_by, created_date, modified_by,
                modified_date)
            SELECT DISTINCT ON (sub_domain) sub_domain, left(sub_domain, 50), domain,
                current_user, current_date, current_user, current_date
            FROM conformed.ref_events
            WHERE event_name IN (SELECT DISTINCT event_name FROM hand)
            ON CONFLICT (verification_route_name) DO NOTHING;
            INSERT INTO conformed.dim_relying_party (client_id, relying_party_name, display_name,
                created_by, created_date, modified_by, modified_date)
            SELECT DISTINCT client_id, client_name, display_name,
                current_user, current_date, current_user, current_date
            FROM hand LEFT JOIN conformed.ref_relying_parties USING (client_id)
            WHERE client_id IS NOT NULL
            ON CONFLICT (client_id) DO NOTHING;
            """;

    private static final String INSERT =
            """
            INSERT INTO conformed.fact_user_journey_event (event_key, date_key,
                verification_route_key, journey_channel_key, relying_party_key, event_id,
                user_user_id, event_time, user_govuk_signin_journey_id, component_id, event_count,
                processed_date, created_by, created_date, modified_by, modified_date)
            SELECT coalesce(e.event_key, -1), coalesce(d.date_key, -1),
                coalesce(v.verification_route_key, -1), coalesce(j.journey_channel_key, -1),
                coalesce(p.relying_party_key, -1), h.event_id, h.user_user_id,
                h.timestamp_formatted, h.user_govuk_signin_journey_id, h.component_id, 1,
                h.processed_date, current_user, current_date, current_user, current_date
            FROM hand h
            JOIN conformed.ref_events r ON r.event_name = h.event_name
            LEFT JOIN conformed.dim_event e ON e.event_name = h.event_name
            LEFT JOIN conformed.dim_date d
                ON d.date_key = to_char(to_timestamp(h."timestamp"), 'YYYYMMDD')::integer
            LEFT JOIN conformed.dim_verification_route v ON v.verification_route_name = r.sub_domain
            LEFT JOIN conformed.dim_journey_channel j ON j.channel_name = 'General'
            LEFT JOIN conformed.dim_relying_party p ON p.client_id = h.client_id
            ON CONFLICT (event_id) DO UPDATE SET event_key = excluded.event_key,
                date_key = excluded.date_key,
                verification_route_key = excluded.verification_route_key,
                journey_channel_key = excluded.journey_channel_key,
                relying_party_key = excluded.relying_party_key,
                user_user_id = excluded.user_user_id, event_time = excluded.event_time,
                user_govuk_signin_journey_id = excluded.user_govuk_signin_journey_id,
                component_id = excluded.component_id, event_count = excluded.event_count,
                processed_date = excluded.processed_date, modified_by = excluded.modified_by,
                modified_date = excluded.modified_date
            """;

    private ByHand() {}

    static void conform(Connection connection, ConformBatch batch)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        String columns =
                batch.landing().columns().stream()
                        .map(Column::hiveName)
                        .map(ByHand::declaration)
                        .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TEMP TABLE hand (file bigint, " + columns + ") ON COMMIT DROP");
            try (InputStream csv = Files.newInputStream(batch.csv())) {
                long _ =
                        connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn("COPY hand FROM STDIN (FORMAT csv)", csv, 1 << 16);
            }
            statement.execute("ANALYZE hand");
            statement.execute(DIMENSIONS);
            int inserted = statement.executeUpdate(INSERT);
            if (inserted != batch.files().getFirst().rows()) {
                throw new IllegalStateException("not every row became a fact: " + inserted);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static String declaration(String column) {
        return "\"" + column + "\" " + (column.equals("timestamp") ? "bigint" : "text");
    }
}
