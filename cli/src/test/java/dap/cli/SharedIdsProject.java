package dap.cli;

import dap.author.GeneratedFile;
import dap.author.GeneratedFiles;
import dap.author.GeneratedKind;
import dap.author.Generator;
import dap.author.SheetReader;
import dap.author.StarterProject;
import dap.project.Overrides;
import dap.project.ProjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A project of three families in two data sources, whose events may share ids: `sign_in` and
/// `sign_out` of `txma`, `payment` of `payments`.
final class SharedIdsProject {

    /// The events of each data source, by the names in the configs.
    static final Map<String, List<String>> EVENTS =
            Map.of(
                    "txma",
                    List.of("sign_in_started", "sign_in_completed", "sign_in_failed", "signed_out"),
                    "payments",
                    List.of("payment_started", "payment_completed", "payment_failed"));

    private static final String SIGN_OUT_EVENT =
            "signed_out,sign_out,true,Authentication,Sign out,accounts,Somebody signed out.\n";

    private static final String SIGN_OUT_FIELDS =
            """
            sign_out,event_id,string,event_id,value,,,,,operational,The identity of the event.
            sign_out,client_id,string,client_id,value,,,,,operational,The service.
            sign_out,user_user_id,string,user.user_id,value,,user_user_id,,direct,pseudonymous,The person.
            sign_out,timestamp,int,timestamp,value,,,,,operational,When it happened.
            """;

    private static final String SOURCES =
            """
            sources:
              txma:
              payments:
                process-scripts: payments/athena-scripts/process_scripts
                dml: payments/athena-scripts/dml/insert_into
                stage: payments/iac/main/resources/stage.yml
                raw: payments/iac/main/resources/raw.yml
                warehouse-scripts: payments/athena-scripts/redshift_scripts
                migrations: payments/migrations
            """;

    private static final String REFERENCE =
            """
            INSERT INTO conformed.ref_events (event_name, product_family, domain, sub_domain) VALUES
                ('PAYMENT_STARTED', 'payment', 'Payments', 'Card'),
                ('PAYMENT_COMPLETED', 'payment', 'Payments', 'Card'),
                ('PAYMENT_FAILED', 'payment', 'Payments', 'Card');
            """;

    private SharedIdsProject() {}

    static void create(Path folder) throws IOException {
        StarterProject.create(folder);
        append(folder.resolve("schema/events.csv"), SIGN_OUT_EVENT);
        append(folder.resolve("schema/fields.csv"), SIGN_OUT_FIELDS);
        generate(folder);
        append(folder.resolve("dap.yml"), SOURCES);
        Files.writeString(
                folder.resolve("redshift-scripts/flyway/migrations/V2__payments.sql"), REFERENCE);
        addPayments(folder);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static void generate(Path folder) {
        ProjectReader.Place place =
                ProjectReader.placeOf(folder, new Overrides(Optional.empty(), Optional.empty()));
        Generator generator =
                new Generator(
                        SheetReader.read(folder),
                        place.layout(),
                        place.settings().warehouse().landingSchema());
        for (GeneratedFile file : generator.files(EnumSet.allOf(GeneratedKind.class))) {
            GeneratedFiles.write(folder, file);
        }
    }

    /// Procedures of all sources read from the one landing schema.
    private static String ofPayments(String name, String text) {
        return name.contains("redshift_scripts") ? text : text.replace("txma", "payments");
    }

    /// Another team's files: what the starter would have, were its family called `payment`.
    private static void addPayments(Path folder) throws IOException {
        Path other = folder.resolveSibling(folder.getFileName() + "-payments");
        StarterProject.create(other);
        for (String sheet : List.of("schema/events.csv", "schema/fields.csv")) {
            Path file = other.resolve(sheet);
            Files.writeString(file, Files.readString(file).replace("sign_in", "payment"));
        }
        generate(other);
        try (Stream<Path> files = Files.walk(other)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = other.relativize(file).toString();
                boolean isTaken =
                        (name.startsWith("athena-scripts/") || name.startsWith("iac/"))
                                && !name.contains("sp_setup")
                                && !name.contains("sign_in");
                if (isTaken) {
                    Path target = folder.resolve("payments").resolve(name);
                    Files.createDirectories(target.getParent());
                    Files.writeString(target, ofPayments(name, Files.readString(file)));
                }
            }
        }
    }
}
