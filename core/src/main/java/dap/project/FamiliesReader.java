package dap.project;

import dap.errors.DidYouMean;
import dap.errors.Problem;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.project.FamilyDraft.EventDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the master config of a data source and the config of each of its families.
final class FamiliesReader {

    private static final String CONFIG = "_config.json";

    private final ProjectFolder folder;
    private final Layout layout;
    private final Map<FamilyName, FamilyDraft> families = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private FamiliesReader(ProjectFolder folder, Layout layout) {
        this.folder = folder;
        this.layout = layout;
    }

    /// @param families in the order of the master config
    /// @param problems faults of no single family
    record Families(List<FamilyDraft> families, List<Problem> problems) {
        List<String> names() {
            return families.stream().map(family -> family.name().name()).toList();
        }

        List<EventDraft> events() {
            return families.stream().flatMap(family -> family.events().stream()).toList();
        }

        List<String> eventNames() {
            return events().stream().map(event -> event.name().name()).distinct().toList();
        }

        Optional<FamilyDraft> find(String name) {
            return families.stream()
                    .filter(family -> family.name().name().equals(name))
                    .findFirst();
        }
    }

    /// @throws ProblemFound if there is no master config, or it is no array
    static Families read(ProjectFolder folder, Layout layout) {
        FamiliesReader reader = new FamiliesReader(folder, layout);
        reader.readMaster();
        EventsReader events = new EventsReader(folder, layout, reader.familyNames());
        reader.families.values().forEach(events::read);
        reader.reportEventsInTwoFamilies();
        reader.reportConfigsOfNoFamily();
        return new Families(List.copyOf(reader.families.values()), reader.problems);
    }

    private void readMaster() {
        String file = layout.masterConfig();
        TextFile text = folder.find(file).orElseThrow(() -> noMaster(file));
        ConfigFile.Entries entries = ConfigFile.read(text, List.of("product_family"));
        problems.addAll(entries.problems());
        entries.entries().forEach(this::takeFamily);
    }

    private ProblemFound noMaster(String file) {
        List<String> there = folder.list(layout.processScripts());
        String near =
                DidYouMean.closest(file.substring(file.lastIndexOf('/') + 1), there)
                        .map(name -> " There is a file `" + name + "` beside it: rename it, or")
                        .orElse("");
        return new ProblemFound(
                Problem.error(
                        file,
                        0,
                        "No master product family config was found at "
                                + folder.root().resolve(file)
                                + ".",
                        (near
                                        + " name the project's folder with --project, or its folders in"
                                        + " dap.yml under `sources`.")
                                .strip()
                                .replaceFirst("^name", "Name")));
    }

    private void takeFamily(ConfigFile.Entry entry) {
        Optional<Names<FamilyName>> read =
                entry.family()
                        .map(text -> Names.family(text.spelling(), entry.file(), text.line()));
        Optional<FamilyName> name = read.flatMap(Names::name);
        List<Problem> found = new ArrayList<>(entry.problems());
        read.flatMap(Names::problem).ifPresent(found::add);
        if (name.isEmpty()) {
            problems.addAll(found);
            return;
        }
        boolean enabled = entry.enabled().orElse(true);
        FamilyDraft known = families.get(name.get());
        FamilyDraft draft =
                known == null ? new FamilyDraft(name.get(), enabled, entry.line()) : known;
        families.put(name.get(), draft);
        found.forEach(draft::add);
        if (known != null) {
            draft.add(
                    entry.repeats(
                            "The family `" + name.get() + "`",
                            known.line(),
                            known.enabled() == enabled));
        }
    }

    private List<String> familyNames() {
        return families.keySet().stream().map(FamilyName::name).toList();
    }

    /// An event is staged into one table; of two active ones nobody can know which is meant.
    private void reportEventsInTwoFamilies() {
        Map<EventName, List<EventDraft>> byName = new TreeMap<>();
        for (FamilyDraft family : families.values()) {
            family.events()
                    .forEach(event ->
                            byName.computeIfAbsent(event.name(), _ -> new ArrayList<>())
                                    .add(event));
        }
        for (List<EventDraft> same : byName.values()) {
            if (same.size() > 1) {
                reportTwoFamilies(same);
            }
        }
    }

    private static void reportTwoFamilies(List<EventDraft> same) {
        boolean certain = same.stream().filter(EventDraft::active).count() <= 1;
        for (EventDraft event : same) {
            EventDraft other = same.getFirst() == event ? same.get(1) : same.getFirst();
            String message =
                    "The event `%s` is in two families: in `%s` too (%s:%d)."
                            .formatted(
                                    event.name(),
                                    other.family().name(),
                                    other.file(),
                                    other.line());
            String hint = "Remove it from the family that it does not belong to.";
            if (!certain && event.active()) {
                event.add(Problem.error(event.file(), event.line(), message, hint));
            } else if (!event.active()) {
                event.add(Problem.warning(event.file(), event.line(), message, hint));
            }
        }
    }

    private void reportConfigsOfNoFamily() {
        for (String file : folder.list(layout.processScripts())) {
            String path = layout.processScripts() + "/" + file;
            String family = file.replace(CONFIG, "");
            if (file.endsWith(CONFIG)
                    && !path.equals(layout.masterConfig())
                    && !familyNames().contains(family)) {
                problems.add(
                        Problem.warning(
                                path,
                                0,
                                "The config belongs to no family of %s%s"
                                        .formatted(
                                                layout.masterConfig(),
                                                DidYouMean.sentenceEnd(family, familyNames())),
                                "Add the family to the master config, or remove the file."));
            }
        }
    }
}
