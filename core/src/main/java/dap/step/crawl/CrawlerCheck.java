package dap.step.crawl;

import dap.errors.Problem;
import dap.model.EventName;
import dap.project.Crawler;
import dap.project.Event;
import dap.project.Source;
import dap.project.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds the crawlers that the templates declare against the project. A run needs none of them: DAP
/// crawls by itself; on AWS they keep Glue's catalog.
public final class CrawlerCheck {

    private CrawlerCheck() {}

    /// What is wrong with the crawlers of a source; warnings only.
    public static List<Problem> problems(Source source) {
        Set<String> wireNames =
                source.families().stream()
                        .flatMap(family -> family.events().stream())
                        .map(event -> event.name().wireName())
                        .collect(Collectors.toUnmodifiableSet());
        Set<String> tables =
                Stream.concat(source.stageTables().stream(), source.pinnedRawTables().stream())
                        .map(TableDefinition::name)
                        .collect(Collectors.toUnmodifiableSet());
        List<Problem> problems = new ArrayList<>();
        for (Crawler crawler : source.crawlers()) {
            checkTargets(crawler, wireNames, problems);
            checkTables(crawler, tables, problems);
        }
        checkUncrawled(source, problems);
        return problems;
    }

    private static void checkTargets(
            Crawler crawler, Set<String> wireNames, List<Problem> problems) {
        for (String target : crawler.s3Targets()) {
            String folder = lastFolder(target);
            if (!wireNames.contains(folder)) {
                problems.add(
                        Problem.warning(
                                crawler.file(),
                                crawler.line(),
                                "The crawler %s lists %s, which is the folder of no event in the configs."
                                        .formatted(crawler.name(), target),
                                "Map the event to a family, or take the target out."));
            }
        }
    }

    private static void checkTables(Crawler crawler, Set<String> tables, List<Problem> problems) {
        for (String table : crawler.catalogTables()) {
            if (!tables.contains(table)) {
                problems.add(
                        Problem.warning(
                                crawler.file(),
                                crawler.line(),
                                "The crawler %s lists the table %s, which no template declares."
                                        .formatted(crawler.name(), table),
                                "Declare the table, or take the target out."));
            }
        }
    }

    /// Events that Glue would not crawl, in a project whose template crawls others.
    private static void checkUncrawled(Source source, List<Problem> problems) {
        List<Crawler> rawCrawlers =
                source.crawlers().stream().filter(c -> !c.s3Targets().isEmpty()).toList();
        if (rawCrawlers.isEmpty()) {
            return;
        }
        Set<String> crawled =
                rawCrawlers.stream()
                        .flatMap(crawler -> crawler.s3Targets().stream())
                        .map(CrawlerCheck::lastFolder)
                        .collect(Collectors.toUnmodifiableSet());
        source.families().stream()
                .flatMap(family -> family.events().stream())
                .filter(Event::enabled)
                .map(Event::name)
                .filter(event -> !crawled.contains(event.wireName()))
                .filter(event -> source.findPinnedRawTable(event).isEmpty())
                .map(event -> uncrawled(rawCrawlers.getFirst(), event))
                .forEach(problems::add);
    }

    private static Problem uncrawled(Crawler nearest, EventName event) {
        return Problem.warning(
                nearest.file(),
                0,
                "No crawler lists the folder of the event %s.".formatted(event),
                "Add %s to the targets of its family's crawler; DAP itself does not need it."
                        .formatted(event.wireName()));
    }

    private static String lastFolder(String target) {
        String path = target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
