package dap.author;

import dap.project.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Derives a project's files from its master sheet. Pure: it reads and writes nothing.
public final class Generator {

    /// What every generated file that can hold a comment says in its first line.
    static final String MARK = "Generated from schema/ by 'dap generate";

    private final MasterSheet sheet;
    private final Layout layout;
    private final String landingSchema;
    private final FileTemplates templates = new FileTemplates();

    /// @param landingSchema where procedures find their batch
    public Generator(MasterSheet sheet, Layout layout, String landingSchema) {
        this.sheet = sheet;
        this.layout = layout;
        this.landingSchema = landingSchema;
    }

    /// The files of `kinds`, in the order of the kinds.
    public List<GeneratedFile> files(Set<GeneratedKind> kinds) {
        List<GeneratedFile> files = new ArrayList<>();
        for (GeneratedKind kind : GeneratedKind.values()) {
            if (kinds.contains(kind)) {
                files.addAll(filesOf(kind));
            }
        }
        return files;
    }

    private List<GeneratedFile> filesOf(GeneratedKind kind) {
        return switch (kind) {
            case DML ->
                    sheet.families().stream()
                            .flatMap(family ->
                                    family.events().stream()
                                            .map(event ->
                                                    file(
                                                            kind,
                                                            layout.dmlFile(event.name().name()),
                                                            "dml.sql.ftl",
                                                            EventInsert.of(family, event))))
                            .toList();
            case PROCEDURES ->
                    sheet.families().stream()
                            .map(family ->
                                    file(
                                            kind,
                                            layout.procedure(family.name().name()),
                                            "procedure.sql.ftl",
                                            FamilyProcedure.of(family, landingSchema)))
                            .toList();
            case IAC ->
                    List.of(
                            file(kind, layout.stage(), "stage.yml.ftl", Infrastructure.of(sheet)),
                            file(kind, layout.raw(), "raw.yml.ftl", Infrastructure.of(sheet)));
            case CONFIGS -> configs();
            case REFERENCE ->
                    List.of(
                            file(
                                    kind,
                                    layout.setupProcedure(),
                                    "setup.sql.ftl",
                                    ReferenceData.of(sheet)));
            case DOCS -> List.of(file(kind, "docs/data-dictionary.md", "dictionary.md.ftl", sheet));
        };
    }

    private List<GeneratedFile> configs() {
        List<GeneratedFile> configs = new ArrayList<>();
        configs.add(config(layout.masterConfig(), Configs.families(sheet)));
        configs.add(config(layout.warehouseConfig(), Configs.families(sheet)));
        for (SheetFamily family : sheet.families()) {
            configs.add(
                    config(layout.familyConfig(family.name().name()), Configs.eventsOf(family)));
        }
        return configs;
    }

    private static GeneratedFile config(String path, String text) {
        return new GeneratedFile(GeneratedKind.CONFIGS, path, text);
    }

    private GeneratedFile file(GeneratedKind kind, String path, String template, Record model) {
        return new GeneratedFile(kind, path, templates.render(template, model));
    }
}
