package dap.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A project of one family with twenty events, whose statements do what real ones do: take fields
/// of structs, text of an array, a cast, the day.
final class StageProject {

    static final String FAMILY = "bench";
    static final List<String> EVENTS =
            IntStream.range(0, 20).mapToObj("bench_event_%02d"::formatted).toList();

    private static final String TEMPLATE =
            """
            Resources:
              BenchTable:
                Type: AWS::Glue::Table
                Properties:
                  DatabaseName: local-txma-stage
                  TableInput:
                    Name: bench
                    PartitionKeys:
                      - { Name: processed_date, Type: string }
                      - { Name: event_name, Type: string }
                    StorageDescriptor:
                      Location: s3://local-dap-stage-layer/txma/BENCH
                      Columns:
                        - { Name: event_id, Type: string }
                        - { Name: client_id, Type: string }
                        - { Name: component_id, Type: string }
                        - { Name: journey_id, Type: string }
                        - { Name: user_id, Type: string }
                        - { Name: timestamp, Type: int }
                        - { Name: timestamp_formatted, Type: string }
                        - { Name: evidence, Type: string }
                        - { Name: year, Type: int }
            """;

    private StageProject() {}

    static Path write(Path folder) throws IOException {
        String families = "[{\"product_family\": \"bench\", \"enabled\": true}]";
        String events =
                EVENTS.stream()
                        .map(event ->
                                "{\"event_name\": \"%s\", \"product_family\": \"bench\", \"enabled\": true}"
                                        .formatted(event))
                        .collect(Collectors.joining(",\n", "[", "]"));
        write(folder, "athena-scripts/process_scripts/product_family_config.json", families);
        write(folder, "athena-scripts/process_scripts/bench_config.json", events);
        write(folder, "iac/main/resources/stage.yml", TEMPLATE);
        for (String event : EVENTS) {
            write(folder, "athena-scripts/dml/insert_into/" + event + ".sql", statement(event));
        }
        return folder;
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String statement(String event) {
        return """
        INSERT INTO "environment-txma-stage"."bench" (event_id, client_id, component_id,
            journey_id, user_id, "timestamp", timestamp_formatted, evidence, year,
            processed_date, event_name)
        SELECT event_id, client_id, component_id, "user".govuk_signin_journey_id,
            "user".user_id, "timestamp", timestamp_formatted,
            format('%%s', CAST(extensions.evidence AS JSON)), CAST(year AS integer),
            date_format(now(), '%%Y%%m%%d'), event_name
        FROM "environment-txma-raw"."%s"
        WHERE CAST(concat(year, month, day) AS integer) > filter_value
        """
                .formatted(event);
    }
}
