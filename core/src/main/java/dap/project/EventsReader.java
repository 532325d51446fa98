package dap.project;

import dap.errors.DidYouMean;
import dap.errors.Problem;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.project.FamilyDraft.EventDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the config of each family: its events.
///
/// @param families names of all families of the master config
record EventsReader(ProjectFolder folder, Layout layout, List<String> families) {

    /// Gives the family its events, or the reason why it has none.
    void read(FamilyDraft family) {
        String file = layout.familyConfig(family.name().name());
        try {
            Optional<TextFile> text = folder.find(file);
            if (text.isEmpty()) {
                family.addIfEnabled(noConfig(family, file));
                return;
            }
            ConfigFile.Entries entries = ConfigFile.read(text.get(), List.of("event_name"));
            entries.problems().forEach(family::add);
            entries.entries().forEach(entry -> takeEvent(family, entry));
            if (entries.entries().isEmpty()) {
                family.add(
                        Problem.warning(
                                file,
                                0,
                                "The family `" + family.name() + "` has no events.",
                                "Add its events, or disable the family."));
            }
        } catch (ProblemFound e) {
            family.addIfEnabled(e.problem());
        }
    }

    private Problem noConfig(FamilyDraft family, String file) {
        return Problem.error(
                file,
                0,
                "The family `%s` has no config of its events%s"
                        .formatted(
                                family.name(),
                                DidYouMean.sentenceEnd(
                                        file.substring(file.lastIndexOf('/') + 1), freeConfigs())),
                "Write the file, rename the one that is meant, or disable the family in "
                        + layout.masterConfig()
                        + ".");
    }

    /// Configs beside the family's that belong to no family.
    private List<String> freeConfigs() {
        return folder.list(layout.processScripts()).stream()
                .filter(name -> name.endsWith(".json"))
                .filter(name -> !families.contains(name.replace("_config.json", "")))
                .filter(name -> !layout.masterConfig().endsWith("/" + name))
                .toList();
    }

    private void takeEvent(FamilyDraft family, ConfigFile.Entry entry) {
        Optional<Names<EventName>> read =
                entry.event().map(text -> Names.event(text.spelling(), entry.file(), text.line()));
        Optional<EventName> name = read.flatMap(Names::name);
        List<Problem> found = new ArrayList<>(entry.problems());
        read.flatMap(Names::problem).ifPresent(found::add);
        familyProblem(family, entry).ifPresent(found::add);
        if (name.isEmpty()) {
            found.forEach(family::add);
            return;
        }
        boolean enabled = entry.enabled().orElse(true);
        Optional<EventDraft> known = family.findEvent(name.get());
        EventDraft draft =
                known.orElseGet(() ->
                        new EventDraft(name.get(), family, enabled, entry.file(), entry.line()));
        found.forEach(draft::add);
        if (known.isPresent()) {
            draft.add(
                    entry.repeats(
                            "The event `" + name.get() + "`",
                            known.get().line(),
                            known.get().enabled() == enabled));
        } else {
            family.add(draft);
        }
    }

    /// What is wrong with the `product_family` of an entry in a family's own config.
    private Optional<Problem> familyProblem(FamilyDraft family, ConfigFile.Entry entry) {
        String own = family.name().name();
        return entry.namesFamily()
                ? entry.family().flatMap(said -> familyProblem(own, entry.file(), said))
                : Optional.of(
                        Problem.warning(
                                entry.file(),
                                entry.line(),
                                "An entry has no `product_family`, and is taken for the file's, `"
                                        + own
                                        + "`.",
                                "Add `\"product_family\": \"" + own + "\"`."));
    }

    private Optional<Problem> familyProblem(String own, String file, Tree.Scalar said) {
        Names<FamilyName> read = Names.family(said.spelling(), file, said.line());
        String meant = read.name().map(FamilyName::name).orElse("");
        if (meant.equals(own)) {
            return read.problem();
        }
        String name = Names.quoted(said.spelling());
        return families.contains(meant)
                ? Optional.of(
                        Problem.error(
                                file,
                                said.line(),
                                "The entry belongs to the family %s but stands in the config of `%s`."
                                        .formatted(name, own),
                                "Move it to that family's config, or write `" + own + "`."))
                : Optional.of(
                        Problem.error(
                                file,
                                said.line(),
                                "There is no product family %s in %s%s"
                                        .formatted(
                                                name,
                                                layout.masterConfig(),
                                                DidYouMean.sentenceEnd(said.spelling(), families)),
                                "Write `" + own + "`, whose config this is."));
    }
}
