package dap.project;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.errors.Problem;
import dap.model.ConflictPolicy;
import dap.model.DataSource;
import dap.model.Readers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads `dap.yml`. Without it, or for what it leaves out, the defaults hold.
final class SettingsReader {

    static final String FILE = "dap.yml";

    private static final Pattern PASSWORD =
            Pattern.compile("(?i)[?&](password|sslpassword)=|//[^/?@]*:[^/?@]*@");

    private final ProjectFolder folder;
    private final Overrides overrides;
    private final SettingValues values = new SettingValues(FILE);

    private SettingsReader(ProjectFolder folder, Overrides overrides) {
        this.folder = folder;
        this.overrides = overrides;
    }

    /// The settings, and where each data source's files lie.
    ///
    /// @param parameters of templates, by name
    /// @param placeholders of migrations, by name
    record Found(
            Settings settings,
            SequencedMap<DataSource, Layout> layouts,
            Map<String, String> parameters,
            Map<String, String> placeholders) {}

    /// @throws DapException `PROJECT_INVALID`, naming everything that is wrong with `dap.yml`
    static Found read(ProjectFolder folder, Overrides overrides) {
        SettingsReader reader = new SettingsReader(folder, overrides);
        reader.takeFile();
        SequencedMap<DataSource, Layout> layouts = reader.layouts();
        reader.checkSecrets("warehouse.url", "warehouse.password-env", "warehouse.password-file");
        reader.checkSecrets("engine.url", "engine.password-env", "engine.password-file");
        reader.checkPaths();
        reader.checkEngine();
        reader.refuseIfWrong();
        return new Found(
                reader.settings(),
                layouts,
                reader.values.named("parameters"),
                reader.values.named("placeholders"));
    }

    private void takeFile() {
        try {
            folder.find(FILE).flatMap(YamlText::read).ifPresent(values::take);
        } catch (ProblemFound e) {
            throw e.problem().toException(ErrorCode.PROJECT_INVALID);
        }
    }

    private Settings settings() {
        return new Settings(
                values.textOrDefault("environment"),
                overrides
                        .lake()
                        .map(lake -> lake.toAbsolutePath().normalize())
                        .orElseGet(() -> path(values.textOrDefault("lake"))),
                Readers.valueOf(values.textOrDefault("lake-readers").toUpperCase(Locale.ROOT)),
                engine(),
                values.text("engine.slots").map(Integer::valueOf).orElseGet(SettingsReader::slots),
                values.textOrDefault("engine.memory"),
                values.text("engine.spill"),
                trino(),
                ingest(),
                new Settings.Stage(
                        Integer.parseInt(values.textOrDefault("stage.max-statement-rejects")),
                        Integer.parseInt(values.textOrDefault("stage.max-reject-share"))),
                warehouse(),
                new Settings.Hooks(values.text("hooks.on-failure"), values.text("hooks.webhook")));
    }

    private String engine() {
        overrides
                .engine()
                .map(name -> new Tree.Scalar(name, Tree.Kind.TEXT, 0))
                .flatMap(name ->
                        SettingForm.wrong(SettingKey.find("engine").orElseThrow().form(), name))
                .ifPresent(must -> {
                    throw new DapException(
                            ErrorCode.USAGE,
                            "There is no such lake engine.",
                            "Name " + must + " with --engine.");
                });
        return overrides.engine().orElseGet(() -> values.textOrDefault("engine"));
    }

    private static int slots() {
        return Math.min(2, Runtime.getRuntime().availableProcessors());
    }

    private Settings.Trino trino() {
        return new Settings.Trino(
                values.text("engine.url"),
                values.text("engine.user"),
                values.text("engine.password-env"),
                values.text("engine.password-file").map(this::path),
                values.text("engine.token-env"),
                values.text("engine.location"));
    }

    private Settings.Ingest ingest() {
        return new Settings.Ingest(
                values.textOrDefault("ingest.require-event-id").equals("true"),
                Integer.parseInt(values.textOrDefault("ingest.max-event-id-length")),
                SettingForm.bytes(values.textOrDefault("ingest.object-bytes")).orElseThrow(),
                Integer.parseInt(values.textOrDefault("ingest.compression-level")));
    }

    private Settings.Warehouse warehouse() {
        return new Settings.Warehouse(
                values.text("warehouse.url"),
                values.text("warehouse.user"),
                values.text("warehouse.password-env"),
                values.text("warehouse.password-file").map(this::path),
                values.texts("warehouse.facts"),
                values.textOrDefault("warehouse.landing-schema"),
                ConflictPolicy.valueOf(values.textOrDefault("conflicts").toUpperCase(Locale.ROOT)),
                Integer.parseInt(values.textOrDefault("warehouse.max-refused-rows")));
    }

    private void checkSecrets(String url, String env, String file) {
        if (values.text(url).filter(text -> PASSWORD.matcher(text).find()).isPresent()) {
            values.refuseAt(
                    url,
                    "`%s` holds a password.".formatted(url),
                    "Take it out, and name where it is kept with `%s` or `%s`."
                            .formatted(env, file));
        }
        if (values.text(env).isPresent() && values.text(file).isPresent()) {
            values.refuseAt(
                    file, "`%s` and `%s` are both set.".formatted(env, file), "Keep one of them.");
        }
    }

    private void checkPaths() {
        checkPath("lake");
        checkPath("warehouse.password-file");
        checkPath("engine.password-file");
    }

    private void checkEngine() {
        boolean isKnown =
                values.text("engine.url").isPresent() && values.text("engine.location").isPresent();
        if (engine().equals("trino") && !isKnown) {
            values.refuse(
                    values.line("engine"),
                    "The engine is `trino`, and `engine.url` and `engine.location` are not both set.",
                    "Set them to the cluster's JDBC URL with the Hive catalog as its path,"
                            + " `jdbc:trino://host:8080/hive`, and to the lake's folder as that catalog"
                            + " names it.");
        }
    }

    private void checkPath(String key) {
        try {
            values.text(key).ifPresent(this::path);
        } catch (InvalidPathException e) {
            values.refuseAt(key, "`" + key + "` is not a path.", "Write a path of this machine.");
        }
    }

    private Path path(String text) {
        return folder.root().resolve(text).toAbsolutePath().normalize();
    }

    private SequencedMap<DataSource, Layout> layouts() {
        SequencedMap<DataSource, Layout> layouts = new LinkedHashMap<>();
        values.sources()
                .forEach((name, line) -> {
                    try {
                        layouts.put(new DataSource(name), layout(name));
                    } catch (DapException e) {
                        values.refuse(line, Names.quoted(name) + ": " + e.problem(), e.hint());
                    }
                });
        if (layouts.isEmpty()) {
            layouts.put(DataSource.DEFAULT, layout(DataSource.DEFAULT.name()));
        }
        refuseSharedConfigs(layouts);
        return layouts;
    }

    private Layout layout(String source) {
        Map<String, String> paths =
                SettingKey.OF_A_SOURCE.stream()
                        .collect(
                                Collectors.toMap(SettingKey::path, key -> sourcePath(source, key)));
        return new Layout(
                paths.getOrDefault("process-scripts", ""),
                paths.getOrDefault("dml", ""),
                paths.getOrDefault("stage", ""),
                paths.getOrDefault("raw", ""),
                paths.getOrDefault("warehouse-scripts", ""),
                migrations(source));
    }

    private List<String> migrations(String source) {
        List<String> named = values.texts(SettingKey.SOURCES + "." + source + ".migrations");
        return named.isEmpty()
                ? List.of(SettingKey.findOfASource("migrations").orElseThrow().plainDefault())
                : named;
    }

    private String sourcePath(String source, SettingKey key) {
        return values.text(SettingKey.SOURCES + "." + source + "." + key.path())
                .orElseGet(key::plainDefault);
    }

    /// Two sources with one master config would stage every event twice.
    private void refuseSharedConfigs(SequencedMap<DataSource, Layout> layouts) {
        Map<String, DataSource> seen = new LinkedHashMap<>();
        layouts.forEach((source, layout) -> {
            DataSource other = seen.putIfAbsent(layout.processScripts(), source);
            if (other != null) {
                values.refuseAt(
                        SettingKey.SOURCES + "." + source + ".process-scripts",
                        "The data sources `%s` and `%s` have the same process-scripts, `%s`."
                                .formatted(other, source, layout.processScripts()),
                        "Give each source a folder of its own with a master config.");
            }
        });
    }

    private void refuseIfWrong() {
        List<Problem> problems = new ArrayList<>(values.problems());
        if (problems.size() == 1) {
            throw problems.getFirst().toException(ErrorCode.PROJECT_INVALID);
        }
        if (!problems.isEmpty()) {
            String all =
                    problems.stream()
                            .map(p ->
                                    "\n  %s: %s %s".formatted(p.location(), p.message(), p.hint()))
                            .collect(Collectors.joining());
            throw new DapException(
                    ErrorCode.PROJECT_INVALID,
                    String.format(Locale.ROOT, "%s has %d faults:%s", FILE, problems.size(), all),
                    "\nFix them all, then try again.");
        }
    }
}
