package dap.run;

import dap.catalog.Catalog;
import dap.catalog.StageFile;
import dap.project.Project;
import dap.project.Source;
import dap.raw.RawOptions;
import dap.step.crawl.CrawlStep;
import dap.step.crawl.IgnoredPath;
import dap.step.crawl.RawLook;
import dap.step.crawl.RawStrays;
import dap.step.crawl.StageCrawl;
import dap.store.LakeLayout;
import java.time.InstantSource;
import java.util.List;

/// The crawlers as a project's settings want them.
public final class Crawls {

    private Crawls() {}

    public static CrawlStep raw(
            Project project, LakeLayout layout, Catalog catalog, InstantSource clock) {
        RawOptions options =
                new RawOptions(
                        project.settings().ingest().requireEventId(),
                        project.settings().ingest().maxEventIdLength());
        return new CrawlStep(
                layout, catalog.raw(), options, clock, project.settings().engineSlots());
    }

    /// Looks at every RAW object that the catalog knows, and notes which are not as they should be.
    public static void look(
            Project project, LakeLayout layout, Catalog catalog, InstantSource clock) {
        project.sources()
                .forEach(source -> RawLook.look(layout, catalog.raw(), source.name(), clock));
    }

    /// What lies in RAW outside of any day's folder, and is read by nobody.
    public static List<IgnoredPath> strays(Project project, LakeLayout layout) {
        return project.sources().stream()
                .flatMap(source -> RawStrays.of(layout, source.name()).stream())
                .toList();
    }

    /// Holds the STAGE layer of a source against what the catalog has as published.
    public static StageCrawl.Report stage(Source source, LakeLayout layout, Catalog catalog) {
        return StageCrawl.crawl(
                layout, source, knownFiles(catalog.stage().published(source.name())));
    }

    /// The same for the STAGE files that no warehouse has taken yet: those that a run will read.
    /// Its cost does not grow with what was conformed before.
    public static StageCrawl.Report stageToConform(
            Source source, LakeLayout layout, Catalog catalog) {
        return StageCrawl.lookFor(layout, knownFiles(catalog.stage().unconformed(source.name())));
    }

    private static List<StageCrawl.KnownFile> knownFiles(List<StageFile> files) {
        return files.stream()
                .map(StageFile::dataFile)
                .distinct()
                .map(place -> new StageCrawl.KnownFile(place.key(), place.bytes()))
                .toList();
    }
}
