package dap.author;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.project.Overrides;
import dap.project.ProjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A small project that runs as it is: one family, its master sheet, a star, a few events. What the
/// sheet says twice is generated, as in any project.
public final class StarterProject {

    /// The events that come with it, and the day on which they are to arrive.
    public static final String EVENTS = "events/sign-ins.jsonl";

    /// See [#EVENTS].
    public static final String ARRIVAL_DAY = "2026-01-05";

    private static final List<String> WRITTEN =
            List.of(
                    "README.md",
                    "dap.yml",
                    "schema/events.csv",
                    "schema/fields.csv",
                    "schema/facts.csv",
                    "schema/relying_parties.csv",
                    "redshift-scripts/flyway/migrations/V1__star.sql",
                    EVENTS);

    private StarterProject() {}

    /// Makes the project, whole or not at all.
    ///
    /// @param folder must not exist, or be empty
    /// @return its files, relative to `folder`
    /// @throws DapException `USAGE` if there is something already; `STORE_UNAVAILABLE` if it cannot
    ///   be written
    public static List<String> create(Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        refuseOthers(target);
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        try {
            delete(temporary);
            Files.createDirectories(temporary);
            List<String> files = fill(temporary);
            // Replaces an empty folder too.
            Files.deleteIfExists(target);
            Files.move(temporary, target);
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The project cannot be written to %s: %s.".formatted(folder, e.getMessage()),
                    "Name a folder that can be written: dap init DIR.",
                    e);
        }
    }

    private static void refuseOthers(Path folder) {
        if (folder.getFileName() == null) {
            throw taken(folder);
        }
        try (Stream<Path> found = Files.isDirectory(folder) ? Files.list(folder) : Stream.of()) {
            if (Files.isRegularFile(folder) || found.findAny().isPresent()) {
                throw taken(folder);
            }
        } catch (IOException e) {
            throw new DapException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "%s cannot be read: %s.".formatted(folder, e.getMessage()),
                    "Name a folder of your own: dap init DIR.",
                    e);
        }
    }

    private static DapException taken(Path folder) {
        return new DapException(
                ErrorCode.USAGE,
                "%s is not empty.".formatted(folder),
                "Name a new folder: dap init DIR.");
    }

    private static List<String> fill(Path folder) throws IOException {
        List<String> files = new ArrayList<>(WRITTEN);
        for (String file : WRITTEN) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            try (InputStream in = StarterProject.class.getResourceAsStream("starter/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("resource starter/" + file + " is missing");
                }
                Files.copy(in, path);
            }
        }
        ProjectReader.Place place =
                ProjectReader.placeOf(folder, new Overrides(Optional.empty(), Optional.empty()));
        Generator generator =
                new Generator(
                        SheetReader.read(folder),
                        place.layout(),
                        place.settings().warehouse().landingSchema());
        for (GeneratedFile file : generator.files(EnumSet.allOf(GeneratedKind.class))) {
            GeneratedFiles.write(folder, file);
            files.add(file.path());
        }
        return files;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }
}
