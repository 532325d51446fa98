package dap.project;

import dap.errors.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the migrations of a data source as Flyway finds them: in several folders and all folders
/// below them, by their names, with placeholders.
final class Migrations {

    private static final String FILESYSTEM = "filesystem:";

    /// Names of scripts that Flyway runs beside migrations: `afterMigrate.sql`.
    private static final Pattern CALLBACK =
            Pattern.compile("(?:before|after)[A-Z][A-Za-z]*(?:__.*)?|createSchema(?:__.*)?");

    private static final Pattern UNDO = Pattern.compile("U[0-9]+(?:[._][0-9]+)*(?:__.*)?");

    private static final Pattern ENDED = Pattern.compile("[VRB].*\\.(sh|bash|ps1|cmd|bat|py|java)");

    private final ProjectFolder folder;
    private final List<Problem> problems;
    private final FlywaySettings settings;
    private final Placeholders placeholders;
    private final Set<String> folders;

    private Migrations(
            ProjectFolder folder,
            List<String> folders,
            Map<String, String> given,
            List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
        List<FlywayFiles.Found> found = new FlywayFiles(folder, problems).near(folders.getFirst());
        this.settings =
                found.stream()
                        .map(FlywayFiles.Found::settings)
                        .reduce(FlywaySettings.NONE, FlywaySettings::with);
        this.placeholders = new Placeholders(settings, given);
        this.folders = new LinkedHashSet<>(folders);
        found.forEach(this::takeLocations);
    }

    /// In the order in which they run.
    ///
    /// @param folders those that the layout names
    /// @param given values of placeholders
    /// @param problems takes what is wrong with no single migration, and which files are not run
    static List<Migration> read(
            ProjectFolder folder,
            List<String> folders,
            Map<String, String> given,
            List<Problem> problems) {
        return new Migrations(folder, folders, given, problems).read();
    }

    private record Named(String file, MigrationName name) {}

    private List<Migration> read() {
        Set<String> files = new LinkedHashSet<>();
        folders.forEach(path -> files.addAll(folder.listDeep(path)));
        List<Named> found = new ArrayList<>();
        for (String file : files) {
            Optional<MigrationName> name = MigrationName.of(file, settings);
            name.ifPresent(known -> found.add(new Named(file, known)));
            if (name.isEmpty()) {
                notRun(file).ifPresent(problems::add);
            }
        }
        found.sort(
                Comparator.comparing(Named::name, MigrationName.ORDER).thenComparing(Named::file));
        List<Migration> read = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            boolean twice = i > 0 && found.get(i).name().isSameAs(found.get(i - 1).name());
            read.add(
                    migration(
                            found.get(i),
                            twice ? Optional.of(found.get(i - 1)) : Optional.empty()));
        }
        return read;
    }

    private Migration migration(Named named, Optional<Named> same) {
        List<Problem> faults = new ArrayList<>();
        same.ifPresent(before -> faults.add(twice(named, before)));
        try {
            TextFile text = folder.read(named.file());
            Placeholders.Filled filled = placeholders.fill(text);
            faults.addAll(filled.problems());
            return new Migration(text.asSql(), named.name(), filled.text(), faults);
        } catch (ProblemFound e) {
            faults.add(e.problem());
            return new Migration(new SqlFile(named.file(), ""), named.name(), "", faults);
        }
    }

    private static Problem twice(Named here, Named before) {
        boolean isRepeatable = here.name().kind() == MigrationName.Kind.REPEATABLE;
        return Problem.error(
                here.file(),
                0,
                "The %s %s is there twice: %s has it too."
                        .formatted(
                                isRepeatable ? "repeatable migration" : "version",
                                isRepeatable ? here.name().description() : here.name().version(),
                                before.file()),
                isRepeatable
                        ? "Give one of the two another description."
                        : "Give the newer of the two the next free version.");
    }

    /// Locations are relative to the folder of Flyway's settings, or to the project.
    private void takeLocations(FlywayFiles.Found found) {
        for (String location : found.settings().locations()) {
            String path =
                    location.startsWith(FILESYSTEM)
                            ? location.substring(FILESYSTEM.length())
                            : location;
            Optional<String> known =
                    List.of(found.base() + "/" + path, path).stream()
                            .flatMap(tried -> folder.inside(tried).stream())
                            .filter(folder::isFolder)
                            .findFirst();
            known.ifPresent(folders::add);
            if (known.isEmpty()) {
                problems.add(
                        Problem.warning(
                                found.file(),
                                0,
                                "No migrations are read from the location %s: it is no folder of the project."
                                        .formatted(Names.quoted(location)),
                                "Nothing to do if DAP's warehouse does not need them; else name their folder in dap.yml under `sources.NAME.migrations`."));
            }
        }
    }

    private Optional<Problem> notRun(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        Optional<String> bare = settings.withoutSuffix(name);
        if (bare.isEmpty()) {
            return notRunByEnding(file, name);
        }
        if (UNDO.matcher(bare.get()).matches()) {
            return Optional.of(
                    notRun(
                            file,
                            "it undoes a migration, and DAP undoes none.",
                            "Nothing to do: it can stay."));
        }
        if (CALLBACK.matcher(bare.get()).matches()) {
            return Optional.of(
                    notRun(
                            file,
                            "it is a callback of Flyway's, and DAP calls none.",
                            "Nothing to do if the star comes without it; it can stay."));
        }
        return Optional.of(
                notRun(
                        file,
                        "its name is not that of a migration, and Flyway does not run it either.",
                        "Nothing to do if that is meant. A migration is called %s1_2%sdescription, or %s%sdescription."
                                .formatted(
                                        settings.prefix(MigrationName.Kind.VERSIONED),
                                        settings.separator(),
                                        settings.prefix(MigrationName.Kind.REPEATABLE),
                                        settings.separator())));
    }

    private static Optional<Problem> notRunByEnding(String file, String name) {
        if (name.toLowerCase(Locale.ROOT).endsWith(".sql.conf")) {
            return Optional.of(
                    notRun(
                            file,
                            "settings of a single script are not read.",
                            "Nothing to do if the script runs without them."));
        }
        return ENDED.matcher(name).matches()
                ? Optional.of(
                        notRun(
                                file,
                                "it is no SQL, and DAP runs SQL alone.",
                                "Nothing to do if the star comes without it; it can stay."))
                : Optional.empty();
    }

    private static Problem notRun(String file, String why, String hint) {
        return Problem.warning(file, 0, "The file is not run: " + why, hint);
    }
}
