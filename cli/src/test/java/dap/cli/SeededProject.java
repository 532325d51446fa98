package dap.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A project in which everything fails that can: a statement for each way in which Athena SQL can
/// fail over a value, and a procedure for each way in which one can fail, or tell, in the
/// warehouse.
///
/// All events hold the same seeds.
final class SeededProject {

    static final String TEXT = "Okapi7391Zyx";
    static final String NUMBER = "7391739173917391";
    static final String KEY = "okapi_key_9317";
    static final List<String> SEEDS = List.of(TEXT, NUMBER, KEY);

    /// Fails on `note`, which is [#TEXT], or `amount`, which is [#NUMBER].
    private static final List<String> EXPRESSIONS =
            List.of(
                    "CAST(note AS integer)",
                    "CAST(note AS bigint)",
                    "CAST(note AS double)",
                    "CAST(note AS boolean)",
                    "CAST(note AS decimal(5, 2))",
                    "CAST(note AS date)",
                    "CAST(note AS timestamp)",
                    "CAST(amount AS integer)",
                    "CAST(amount AS tinyint)",
                    "CAST(amount AS decimal(5, 2))",
                    "date_parse(note, '%Y-%m-%d')",
                    "from_iso8601_date(note)",
                    "json_parse(note)",
                    "CAST(json_parse(concat('\"', note, '\"')) AS integer)",
                    "amount / (amount - amount)",
                    "amount * amount",
                    "split(note, 'k')[99]",
                    "MAP(ARRAY[note], ARRAY[1])['x']",
                    "url_decode(concat(note, '%zz'))");

    /// What a procedure does with `v`, which is [#TEXT], or the rows of `STAGE`.
    private static final List<String> DOINGS =
            List.of(
                    "RAISE EXCEPTION 'found %', v",
                    "RAISE INFO 'found %', v; RAISE NOTICE 'found %', v; RAISE WARNING 'found %', v; RAISE LOG 'found %', v",
                    "EXECUTE 'SELECT * FROM ' || v",
                    "EXECUTE v",
                    "EXECUTE 'CREATE TABLE conformed.' || v || ' (' || v || ' int, ' || v || ' int)'",
                    "EXECUTE 'CREATE TABLE conformed.' || v || ' (a int)'; EXECUTE 'CREATE TABLE conformed.' || v || ' (a int)'",
                    "INSERT INTO conformed.picky (whole) SELECT CAST(note AS integer) FROM STAGE",
                    "INSERT INTO conformed.picky (day) SELECT CAST(note AS date) FROM STAGE",
                    "INSERT INTO conformed.picky (whole) SELECT CAST(amount AS integer) FROM STAGE",
                    "INSERT INTO conformed.picky (short) SELECT note FROM STAGE",
                    "INSERT INTO conformed.picky (name) SELECT note FROM STAGE UNION ALL SELECT note FROM STAGE",
                    "INSERT INTO conformed.picky (name, needed) SELECT note, NULL FROM STAGE",
                    "INSERT INTO conformed.picky (whole) SELECT amount / (amount - amount) FROM STAGE",
                    "UPDATE conformed.picky SET whole = (SELECT CAST(note AS integer) FROM STAGE LIMIT 1); INSERT INTO conformed.picky (whole) SELECT json_extract_path_text(note, 'x')::int FROM STAGE");

    private final Dap dap;

    private SeededProject(Dap dap) {
        this.dap = dap;
    }

    static int expressions() {
        return EXPRESSIONS.size();
    }

    static int doings() {
        return DOINGS.size();
    }

    /// @param settings lines of its `dap.yml`
    static Dap make(Path folder, String settings) throws IOException {
        Dap dap = Dap.withStarter(folder);
        SeededProject project = new SeededProject(dap);
        project.write("dap.yml", "environment: local\n" + settings);
        project.write("iac/main/resources/stage.yml", project.stage());
        project.writeFamilies();
        project.write(
                "redshift-scripts/flyway/migrations/V2__picky.sql",
                """
                CREATE TABLE conformed.picky (
                    whole integer, day date, short varchar(3), name varchar(100), needed integer DEFAULT 1 NOT NULL,
                    UNIQUE (name));
                """);
        for (int i = 0; i < EXPRESSIONS.size(); i++) {
            project.writeDml("odd", "odd_" + i, EXPRESSIONS.get(i));
        }
        project.writeDml("few", "few", "CAST(note AS integer)");
        for (int i = 0; i < DOINGS.size(); i++) {
            project.writeDml("doing_" + i, "done_" + i, "note");
            project.writeProcedure("doing_" + i, DOINGS.get(i));
        }
        project.writeProcedure("odd", "NULL");
        project.writeProcedure("few", "NULL");
        return dap;
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(dap.file(file), text);
    }

    private static List<String> families() {
        List<String> families = new ArrayList<>(List.of("odd", "few"));
        IntStream.range(0, DOINGS.size()).forEach(i -> families.add("doing_" + i));
        return families;
    }

    private void writeFamilies() throws IOException {
        String families =
                families().stream()
                        .map("{\"product_family\": \"%s\", \"enabled\": true}"::formatted)
                        .collect(Collectors.joining(",\n", "[", "]"));
        write("athena-scripts/process_scripts/product_family_config.json", families);
        write(
                "athena-scripts/redshift_scripts/reporting_model_product_family_config.json",
                families);
        writeEvents("few", List.of("few"));
        writeEvents(
                "odd", IntStream.range(0, EXPRESSIONS.size()).mapToObj(i -> "odd_" + i).toList());
        for (int i = 0; i < DOINGS.size(); i++) {
            writeEvents("doing_" + i, List.of("done_" + i));
        }
    }

    private void writeEvents(String family, List<String> events) throws IOException {
        write(
                "athena-scripts/process_scripts/%s_config.json".formatted(family),
                events.stream()
                        .map(event ->
                                "{\"event_name\": \"%s\", \"product_family\": \"%s\", \"enabled\": true}"
                                        .formatted(event, family))
                        .collect(Collectors.joining(",\n", "[", "]")));
    }

    private String stage() throws IOException {
        String starter = Files.readString(dap.file("iac/main/resources/stage.yml"));
        String head = starter.substring(0, starter.indexOf("  SignInTable:"));
        return families().stream()
                .map(family ->
                        """
                          %1$sTable:
                            Type: AWS::Glue::Table
                            Properties:
                              CatalogId: !Ref AWS::AccountId
                              DatabaseName: !Ref StageDatabase
                              TableInput:
                                Name: %1$s
                                TableType: EXTERNAL_TABLE
                                PartitionKeys:
                                  - { Name: processed_date, Type: string }
                                  - { Name: event_name, Type: string }
                                StorageDescriptor:
                                  Location: !Sub s3://${Environment}-dap-stage-layer/txma/%1$s
                                  Columns:
                                    - { Name: event_id, Type: string }
                                    - { Name: note, Type: string }
                                    - { Name: amount, Type: bigint }
                                    - { Name: value, Type: string }
                                    - { Name: year, Type: int }
                                    - { Name: month, Type: int }
                                    - { Name: day, Type: int }
                        """
                                .indent(0)
                                .formatted(family))
                .collect(Collectors.joining("", head, ""));
    }

    private void writeDml(String family, String event, String expression) throws IOException {
        write(
                "athena-scripts/dml/insert_into/%s.sql".formatted(event),
                """
                INSERT INTO "environment-txma-stage"."%s" (
                    event_id, note, amount, value, year, month, day, processed_date, event_name)
                SELECT event_id, note, amount,
                    CAST(%s AS varchar) AS value,
                    CAST(year AS integer) AS year, CAST(month AS integer) AS month, CAST(day AS integer) AS day,
                    date_format(now(), '%%Y%%m%%d') AS processed_date, event_name
                FROM "environment-txma-raw"."%s"
                WHERE CAST(concat(year, month, day) AS integer) > filter_value
                """
                        .formatted(family, expression, event));
    }

    private void writeProcedure(String family, String doing) throws IOException {
        write(
                "athena-scripts/redshift_scripts/sp_%s.sql".formatted(family),
                """
                CREATE OR REPLACE PROCEDURE conformed.sp_%s()
                AS $$
                DECLARE
                    v VARCHAR(1000);
                BEGIN
                    SELECT INTO v MAX(note) FROM STAGE;
                    %s;
                END;
                $$ LANGUAGE plpgsql;
                """
                        .formatted(family, doing)
                        .replace("STAGE", "dap_txma_stage." + family));
    }

    /// Events of all kinds, and lines that are none.
    static byte[] lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < EXPRESSIONS.size(); i++) {
            lines.add(event("odd-a-" + i, "ODD_" + i, TEXT, NUMBER));
            lines.add(event("odd-b-" + i, "ODD_" + i, TEXT, NUMBER));
        }
        for (int i = 0; i < DOINGS.size(); i++) {
            lines.add(event("done-" + i, "DONE_" + i, TEXT, NUMBER));
        }
        lines.add(event("few-1", "FEW", "1", NUMBER));
        lines.add(event("few-2", "FEW", "2", NUMBER));
        lines.add(event("few-3", "FEW", TEXT, NUMBER));
        lines.add(event("few-1", "FEW", "3", NUMBER));
        lines.add(event("few-4", "FEW", "4", "\"" + TEXT + "\""));
        lines.add(event("few-5", "FEW", "5", "{\"" + KEY + "\": \"" + TEXT + "\"}"));
        lines.addAll(noEvents());
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String event(String id, String name, String note, String amount) {
        return """
        {"event_id": "%s", "event_name": "%s", "timestamp": 1767600000, "note": "%s", "amount": %s, \
        "%s": {"%s": ["%s", {"%s": %s}]}}\
        """
                .formatted(id, name, note, amount, KEY, KEY, TEXT, KEY, NUMBER);
    }

    private static List<String> noEvents() {
        String begin =
                "{\"event_id\": \"few-9\", \"event_name\": \"FEW\", \"note\": \"%s\""
                        .formatted(TEXT);
        return List.of(
                TEXT,
                "\"" + TEXT + "\"",
                "[\"" + TEXT + "\", " + NUMBER + "]",
                NUMBER,
                begin,
                begin + ", \"timestamp\": \"" + TEXT + "\"}",
                begin + ", \"timestamp\": \"2026-01-05 " + TEXT + "\"}",
                begin + ", \"timestamp\": {\"" + KEY + "\": 1}}",
                begin + ", \"timestamp\": " + NUMBER + NUMBER + "}",
                begin + ", \"timestamp\": 1767600000, \"amount\": 0" + NUMBER + "}",
                begin + ", \"timestamp\": 1767600000, \"" + KEY + "\": 1, \"" + KEY + "\": 2}",
                begin + ", \"timestamp\": 1767600000, \"" + KEY + "\" 1}",
                begin + ", \"timestamp\": 1767600000} " + TEXT,
                begin + ", \"timestamp\": 1767600000, \"x\": \"\\ud800" + TEXT + "\"}",
                begin + ", \"timestamp\": 1767600000, \"x\": \"\\x" + TEXT + "\"}",
                begin + ", \"timestamp\": 1767600000, \"x\": " + TEXT + "}",
                "{\"event_id\": \"few-9\", \"event_name\": \""
                        + TEXT
                        + " of /all\", \"timestamp\": 1767600000}",
                "{\"event_id\": \"few-9\", \"event_name\": {\""
                        + KEY
                        + "\": 1}, \"timestamp\": 1767600000}",
                "{\"event_id\": {\""
                        + KEY
                        + "\": \""
                        + TEXT
                        + "\"}, \"event_name\": \"FEW\", \"timestamp\": 1767600000}",
                "{\"event_id\": \"\\udc00"
                        + TEXT
                        + "\", \"event_name\": \"FEW\", \"timestamp\": 1767600000}",
                "{\"event_id\": \""
                        + TEXT.repeat(20)
                        + "\", \"event_name\": \"FEW\", \"timestamp\": 1767600000}");
    }
}
