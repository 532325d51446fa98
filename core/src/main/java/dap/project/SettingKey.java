package dap.project;

import java.util.List;
import java.util.Optional;

/// A key that `dap.yml` may have. This table is all that is known of them: the reader, the JSON
/// Schema and the reference page are made from it.
///
/// @param path with dots between the levels: `engine.slots`
/// @param shownDefault what holds where the key is absent, as the reference says it
/// @param description one sentence with its full stop
record SettingKey(String path, Form form, String shownDefault, String description) {

    /// What a value must look like.
    sealed interface Form {
        /// @param pattern a regular expression that the whole text matches
        /// @param saying what it allows, for messages: `lower case letters`
        record Text(String pattern, String saying) implements Form {}

        record Choice(List<String> values) implements Form {
            public Choice {
                values = List.copyOf(values);
            }
        }

        record WholeNumber(long least, long most) implements Form {}

        /// A number of bytes, with or without a unit: `64MiB`.
        record Bytes(long least, long most) implements Form {}

        record Flag() implements Form {}

        /// A list of texts, or one text; each matches the pattern.
        record Texts(String pattern, String saying) implements Form {}

        /// A path below the project's folder, with forward slashes.
        record PathInProject() implements Form {}

        /// Such a path, or a list of them.
        record PathsInProject() implements Form {}
    }

    static final String SOURCES = "sources";

    private static final String ANY = "(?s).+";
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";
    private static final String NAME_WITH_DASHES = "[a-z0-9][a-z0-9-]{0,62}";
    private static final String SQL_NAME = "[a-z_][a-z0-9_]{0,62}";

    static final List<SettingKey> ALL =
            List.of(
                    new SettingKey(
                            "environment",
                            new Form.Text(
                                    NAME_WITH_DASHES, "lower case letters, digits and dashes"),
                            "`local`",
                            "The environment's name: stands for `environment` at the start of schema"
                                    + " names, and begins the name of every layer's folder."),
                    new SettingKey(
                            "lake",
                            new Form.Text("(?!(?i:s3a?):)" + ANY, "a local folder"),
                            "`.dap`",
                            "The lake's folder, relative to the project's."),
                    new SettingKey(
                            "lake-readers",
                            new Form.Choice(List.of("owner", "group")),
                            "`owner`",
                            "Who may read the lake's files: their owner (modes 0700 and 0600), or"
                                    + " their group too (0750 and 0640)."),
                    new SettingKey(
                            "engine",
                            new Form.Choice(List.of("duckdb", "trino")),
                            "`duckdb`",
                            "Which engine runs the Athena SQL. Where `engine` is a mapping, its key"
                                    + " `name` says it."),
                    new SettingKey(
                            "engine.slots",
                            new Form.WholeNumber(1, 256),
                            "the number of processors, at most 2",
                            "How many statements the engine runs at once."),
                    new SettingKey(
                            "engine.memory",
                            new Form.Text(
                                    "[1-9][0-9]*(\\.[0-9]+)? ?[KMGTkmgt][Ii]?[Bb]",
                                    "a number with a unit, as in 768MB or 2GiB"),
                            "`768MB`",
                            "The engine's own memory limit."),
                    new SettingKey(
                            "engine.spill",
                            new Form.Text(
                                    "[1-9][0-9]*(\\.[0-9]+)? ?[KMGTkmgt][Ii]?[Bb]",
                                    "a number with a unit, as in 20GB"),
                            "half of what is free on the lake's disk",
                            "How much DuckDB may put on the disk of what does not fit into its"
                                    + " memory."),
                    new SettingKey(
                            "engine.url",
                            new Form.Text(
                                    "jdbc:trino:" + ANY, "a jdbc:trino: URL, its path a catalog"),
                            "none; needed for `trino`",
                            "The JDBC URL of the Trino cluster, without a password; its path names"
                                    + " the Hive catalog."),
                    new SettingKey(
                            "engine.location",
                            new Form.Text("[a-z0-9]+:" + ANY, "a URL"),
                            "none; needed for `trino`",
                            "The lake's folder as the cluster's catalog names it."),
                    new SettingKey(
                            "engine.user",
                            new Form.Text(ANY, "a name"),
                            "who runs DAP",
                            "The cluster's user."),
                    new SettingKey(
                            "engine.password-env",
                            new Form.Text(VARIABLE, "letters, digits and underscores"),
                            "none",
                            "The environment variable that holds the user's password."),
                    new SettingKey(
                            "engine.password-file",
                            new Form.Text(ANY, "a path"),
                            "none",
                            "The file that holds the user's password, relative to the project's"
                                    + " folder."),
                    new SettingKey(
                            "engine.token-env",
                            new Form.Text(VARIABLE, "letters, digits and underscores"),
                            "none",
                            "The environment variable that holds a JWT, in place of a password."),
                    new SettingKey(
                            "ingest.require-event-id",
                            new Form.Flag(),
                            "`true`",
                            "Whether a line without `event_id` is rejected; otherwise it gets a"
                                    + " stable one from its hash."),
                    new SettingKey(
                            "ingest.max-event-id-length",
                            new Form.WholeNumber(1, 256),
                            "`100`",
                            "How many characters an `event_id` may have: no more than the narrowest"
                                    + " `event_id` of a fact table takes. Longer ones are rejected"
                                    + " (`event-id-too-long`)."),
                    new SettingKey(
                            "ingest.object-bytes",
                            new Form.Bytes(1024, 1L << 40),
                            "`64MiB`",
                            "The uncompressed size at which a RAW object is closed and the next"
                                    + " begins."),
                    new SettingKey(
                            "ingest.compression-level",
                            new Form.WholeNumber(1, 9),
                            "`6`",
                            "The level of gzip for RAW objects."),
                    new SettingKey(
                            "stage.max-statement-rejects",
                            new Form.WholeNumber(0, 10_000),
                            "`100`",
                            "How many lines of an event and day may be rejected as its statement"
                                    + " fails on them; of more, and of more than half, the event"
                                    + " fails."),
                    new SettingKey(
                            "stage.max-reject-share",
                            new Form.WholeNumber(0, 100),
                            "`25`",
                            "By how many hundredths the share of an event's lines that a run rejects"
                                    + " may lie above the usual one; beyond it the run ends"
                                    + " `INCOMPLETE`, unless fewer than 20 lines are rejected."),
                    new SettingKey(
                            "warehouse.url",
                            new Form.Text("jdbc:postgresql:" + ANY, "a jdbc:postgresql: URL"),
                            "PostgreSQL embedded in the lake's folder",
                            "The JDBC URL of the warehouse, without a password."),
                    new SettingKey(
                            "warehouse.user",
                            new Form.Text(ANY, "a name"),
                            "the driver's",
                            "The warehouse's user."),
                    new SettingKey(
                            "warehouse.password-env",
                            new Form.Text(VARIABLE, "letters, digits and underscores"),
                            "none",
                            "The environment variable that holds the warehouse's password."),
                    new SettingKey(
                            "warehouse.password-file",
                            new Form.Text(ANY, "a path"),
                            "none",
                            "The file that holds the warehouse's password, relative to the"
                                    + " project's folder."),
                    new SettingKey(
                            "warehouse.facts",
                            new Form.Texts(
                                    "(" + SQL_NAME + "\\.)?" + SQL_NAME,
                                    "tables, with or without a schema, in lower case"),
                            "every table `conformed.fact_…` with an `event_id`",
                            "The fact tables whose rows the ledger counts."),
                    new SettingKey(
                            "warehouse.landing-schema",
                            new Form.Text(SQL_NAME, "lower case letters, digits and underscores"),
                            "`dap_txma_stage`",
                            "The schema in which the procedures read STAGE rows."),
                    new SettingKey(
                            "warehouse.max-refused-rows",
                            new Form.WholeNumber(0, 10_000),
                            "`20`",
                            "How many rows of a batch may be set aside because a procedure cannot"
                                    + " take them (a value too long, a cast that fails); with more"
                                    + " the family fails."),
                    new SettingKey(
                            "conflicts",
                            new Form.Choice(List.of("newest", "first", "reject")),
                            "`newest`",
                            "What becomes of copies of one `event_id` that are of another event or"
                                    + " differ in a mapped column: the newest, by timestamp, is the"
                                    + " current version; or the first that arrived stays it; or"
                                    + " `reject`, as `first`, and those that differ from it count as"
                                    + " rejected."),
                    new SettingKey(
                            "hooks.on-failure",
                            new Form.Text(ANY, "a command"),
                            "none",
                            "A command that is run when a run failed; it gets the run's JSON on its"
                                    + " standard input."),
                    new SettingKey(
                            "hooks.webhook",
                            new Form.Text("(?i:https?)://" + ANY, "an http or https URL"),
                            "none",
                            "A URL that the JSON of a failed run is posted to."));

    /// The keys of each data source, below its name in `sources`.
    static final List<SettingKey> OF_A_SOURCE =
            List.of(
                    path(
                            "process-scripts",
                            "athena-scripts/process_scripts",
                            "Folder of the master config and the families' configs."),
                    path(
                            "dml",
                            "athena-scripts/dml/insert_into",
                            "Folder of the events' `INSERT` statements."),
                    path(
                            "stage",
                            "iac/main/resources/stage.yml",
                            "Template that declares the STAGE tables, or a folder of templates."),
                    path(
                            "raw",
                            "iac/main/resources/raw.yml",
                            "Template that declares raw crawlers and pinned RAW tables, or a folder of"
                                    + " templates."),
                    path(
                            "warehouse-scripts",
                            "athena-scripts/redshift_scripts",
                            "Folder of the warehouse's config and procedures."),
                    new SettingKey(
                            "migrations",
                            new Form.PathsInProject(),
                            "`redshift-scripts/flyway/migrations`",
                            "Folder of the warehouse's migrations, or a list of folders; with all"
                                    + " folders below."));

    /// Groups whose keys are names that the project gives: `parameters.NAME`.
    static final List<SettingKey> NAMED =
            List.of(
                    new SettingKey(
                            "parameters",
                            new Form.Text("(?s).*", "a text"),
                            "what the templates say of it",
                            "The value that `NAME` stands for in the CloudFormation templates: a"
                                    + " parameter, an import, or whatever else a check shows as"
                                    + " `${NAME}`."),
                    new SettingKey(
                            "placeholders",
                            new Form.Text("(?s).*", "a text"),
                            "what Flyway's own settings say of it",
                            "What stands for Flyway's placeholder `${NAME}` in the migrations."));

    private static SettingKey path(String name, String standard, String description) {
        return new SettingKey(name, new Form.PathInProject(), "`" + standard + "`", description);
    }

    static Optional<SettingKey> find(String path) {
        return ALL.stream().filter(key -> key.path.equals(path)).findFirst();
    }

    static Optional<SettingKey> findNamed(String group) {
        return NAMED.stream().filter(key -> key.path.equals(group)).findFirst();
    }

    static Optional<SettingKey> findOfASource(String name) {
        return OF_A_SOURCE.stream().filter(key -> key.path.equals(name)).findFirst();
    }

    /// The default of a key whose default is a plain value.
    String plainDefault() {
        return shownDefault.replace("`", "");
    }
}
