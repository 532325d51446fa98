package dap.run;

import dap.catalog.Catalog;
import dap.catalog.StageFile;
import dap.project.Project;
import dap.project.Source;
import dap.raw.RawOptions;
import dap.step.crawl.CrawlStep;
import dap.step.crawl.StageCrawl;
import dap.store.LakeLayout;
import java.time.InstantSource;
import java.util.List;

/// The crawlers as a project's settings want them.
public final class Crawls {

    private Crawls() {}

    public static CrawlStep raw(
            Project project, LakeLayout layout, Catalog catalog, InstantSource clock) {
        RawOptions options = new RawOptions(project.settings().ingest().requireEventId());
        return new CrawlStep(
                layout, catalog.raw(), options, clock, project.settings().engineSlots());
    }

    /// Holds the STAGE layer of a source against what the catalog has as published.
    public static StageCrawl.Report stage(Source source, LakeLayout layout, Catalog catalog) {
        List<StageCrawl.KnownFile> known =
                catalog.stage().published(source.name()).stream().map(Crawls::knownFile).toList();
        return StageCrawl.crawl(layout, source, known);
    }

    /// The same for the STAGE files that no warehouse has taken yet: those that a run will read.
    /// Its cost does not grow with what was conformed before.
    public static StageCrawl.Report stageToConform(
            Source source, LakeLayout layout, Catalog catalog) {
        List<StageCrawl.KnownFile> waiting =
                catalog.stage().unconformed(source.name()).stream().map(Crawls::knownFile).toList();
        return StageCrawl.lookFor(layout, waiting);
    }

    private static StageCrawl.KnownFile knownFile(StageFile file) {
        return new StageCrawl.KnownFile(file.key(), file.bytes());
    }
}
