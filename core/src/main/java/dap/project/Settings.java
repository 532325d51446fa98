package dap.project;

import dap.model.ConflictPolicy;
import dap.model.Readers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `dap.yml` says; every key has a default.
///
/// @param environment stands for `environment` at the start of schema names
/// @param lake the lake's root; `.dap` in the project's folder unless set or given by `--lake`
/// @param lakeReaders who may read the lake's files (`lake-readers`)
/// @param engine which lake engine: `duckdb` or `trino`
/// @param engineSlots how many statements an engine runs at once (`engine.slots`)
/// @param engineMemory the engine's own memory limit, as it spells it (`engine.memory`): `1GB`
/// @param engineSpill how much it may put on the disk (`engine.spill`); absent: half of what is
///   free
public record Settings(
        String environment,
        Path lake,
        Readers lakeReaders,
        String engine,
        int engineSlots,
        String engineMemory,
        Optional<String> engineSpill,
        Trino trino,
        Ingest ingest,
        Stage stage,
        Warehouse warehouse,
        Hooks hooks) {

    /// @param requireEventId whether a line without `event_id` is rejected
    ///   (`ingest.require-event-id`)
    /// @param maxEventIdLength characters that an `event_id` may have
    ///   (`ingest.max-event-id-length`)
    /// @param objectBytes uncompressed size at which an object is rolled (`ingest.object-bytes`)
    /// @param compressionLevel of gzip, 1 to 9 (`ingest.compression-level`)
    public record Ingest(
            boolean requireEventId, int maxEventIdLength, long objectBytes, int compressionLevel) {}

    /// @param maxStatementRejects how many lines of an event and day may be rejected as its
    ///   statement fails on them (`stage.max-statement-rejects`)
    /// @param maxRejectShare by how many hundredths the share of rejected lines may lie above the
    ///   usual one (`stage.max-reject-share`)
    public record Stage(int maxStatementRejects, int maxRejectShare) {}

    /// The cluster that `engine: trino` runs on.
    ///
    /// @param url `jdbc:trino://host:port/catalog` (`engine.url`); present where the engine is
    ///   Trino
    /// @param user (`engine.user`); absent: who runs DAP
    /// @param passwordEnv the environment variable that holds the password (`engine.password-env`)
    /// @param passwordFile the file that holds it (`engine.password-file`)
    /// @param tokenEnv the environment variable that holds a JWT (`engine.token-env`)
    /// @param location the lake's folder as the cluster names it (`engine.location`)
    public record Trino(
            Optional<String> url,
            Optional<String> user,
            Optional<String> passwordEnv,
            Optional<Path> passwordFile,
            Optional<String> tokenEnv,
            Optional<String> location) {}

    /// @param url a JDBC URL (`warehouse.url`); absent: PostgreSQL embedded in the lake's folder
    /// @param passwordEnv the environment variable that holds the password
    ///   (`warehouse.password-env`)
    /// @param passwordFile the file that holds it (`warehouse.password-file`)
    /// @param facts fact tables with an `event_id` (`warehouse.facts`); empty: every table of
    ///   schema `conformed` whose name begins with `fact_` and that has one
    /// @param landingSchema where procedures read STAGE rows (`warehouse.landing-schema`)
    /// @param conflicts what becomes of copies of one event_id that differ (`conflicts`)
    /// @param maxRefusedRows rows of a batch that may be set aside when a procedure cannot take
    ///   them (`warehouse.max-refused-rows`)
    public record Warehouse(
            Optional<String> url,
            Optional<String> user,
            Optional<String> passwordEnv,
            Optional<Path> passwordFile,
            List<String> facts,
            String landingSchema,
            ConflictPolicy conflicts,
            int maxRefusedRows) {

        static final int MAX_REFUSED_ROWS = 20;

        /// With the default of what is not named.
        public Warehouse(
                Optional<String> url,
                Optional<String> user,
                Optional<String> passwordEnv,
                Optional<Path> passwordFile,
                List<String> facts,
                String landingSchema) {
            this(
                    url,
                    user,
                    passwordEnv,
                    passwordFile,
                    facts,
                    landingSchema,
                    ConflictPolicy.NEWEST,
                    MAX_REFUSED_ROWS);
        }
    }

    /// @param onFailure a command that is run when a run failed (`hooks.on-failure`); its standard
    ///   input is the run's JSON
    /// @param webhook a URL that the same JSON is posted to (`hooks.webhook`)
    public record Hooks(Optional<String> onFailure, Optional<String> webhook) {}
}
