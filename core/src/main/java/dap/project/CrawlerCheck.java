package dap.project;

import dap.errors.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Holds crawlers against the project: what one lists should exist. No run needs a crawler.
final class CrawlerCheck {

    /// The last folder of `s3://local-dap-raw-layer/txma/AUTH_CREATE_ACCOUNT/`.
    private static final Pattern RAW_FOLDER =
            Pattern.compile("s3://[^/]*-raw-layer/[^/]+/([^/]+)/?");

    private CrawlerCheck() {}

    /// @param events names in lower case
    /// @param tables all that the templates declare, in lower case
    static List<Problem> check(List<Crawler> crawlers, List<String> events, List<String> tables) {
        List<Problem> problems = new ArrayList<>();
        for (Crawler crawler : crawlers) {
            crawler.s3Targets().forEach(path -> checkPath(crawler, path, events, problems));
            for (String table : crawler.catalogTables()) {
                if (!tables.contains(table) && !table.contains("${")) {
                    problems.add(
                            lists(
                                    crawler,
                                    "the table "
                                            + Names.quoted(table)
                                            + ", which no template declares",
                                    table,
                                    tables));
                }
            }
        }
        return problems;
    }

    private static void checkPath(
            Crawler crawler, String path, List<String> events, List<Problem> problems) {
        Matcher found = RAW_FOLDER.matcher(path);
        if (!found.matches() || found.group(1).contains("${")) {
            return;
        }
        String folder = found.group(1);
        List<String> wireNames =
                events.stream().map(event -> event.toUpperCase(Locale.ROOT)).toList();
        if (!wireNames.contains(folder)) {
            problems.add(
                    lists(
                            crawler,
                            "the folder " + Names.quoted(folder) + ", which is no event's",
                            folder,
                            wireNames));
        }
    }

    private static Problem lists(Crawler crawler, String what, String name, List<String> known) {
        return Problem.warning(
                crawler.file(),
                crawler.line(),
                "The crawler %s lists %s%s"
                        .formatted(
                                Names.quoted(crawler.name()),
                                what,
                                DidYouMean.sentenceEnd(name, known)),
                "Correct the target or remove it.");
    }
}
