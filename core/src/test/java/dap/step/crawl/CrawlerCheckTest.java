package dap.step.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dap.errors.Problem;
import dap.model.DataSource;
import dap.model.EventName;
import dap.model.FamilyName;
import dap.project.Crawler;
import dap.project.Event;
import dap.project.Family;
import dap.project.Source;
import dap.project.WarehouseProject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrawlerCheckTest {

    private static final String RAW = "s3://local-dap-raw-layer/txma/";

    @Test
    void crawlersThatListEveryEventAreRight() {
        Crawler crawler = s3("accounts", RAW + "AUTH_START/", RAW + "AUTH_END");

        List<Problem> problems = CrawlerCheck.problems(source(crawler));

        assertThat(problems).isEmpty();
    }

    @Test
    void aProjectWithoutCrawlersNeedsNone() {
        assertThat(CrawlerCheck.problems(source())).isEmpty();
    }

    @Test
    void tellsATargetThatIsNoEventsFolder() {
        Crawler crawler = s3("accounts", RAW + "AUTH_START", RAW + "AUTH_END", RAW + "AUTH_STRAT");

        List<Problem> problems = CrawlerCheck.problems(source(crawler));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.location()).isEqualTo("raw.yml:7");
                    assertThat(problem.isError()).isFalse();
                    assertThat(problem.message()).contains("AUTH_STRAT");
                });
    }

    @Test
    void tellsAnEventThatNoCrawlerLists() {
        Crawler crawler = s3("accounts", RAW + "AUTH_START");

        List<Problem> problems = CrawlerCheck.problems(source(crawler));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint()).contains("AUTH_END"));
    }

    @Test
    void tellsACatalogTableThatNoTemplateDeclares() {
        Crawler crawler = new Crawler("stage", List.of(), List.of("acounts"), "stage.yml", 3);

        List<Problem> problems = CrawlerCheck.problems(source(crawler));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("table acounts"));
    }

    private static Crawler s3(String name, String... targets) {
        return new Crawler(name, List.of(targets), List.of(), "raw.yml", 7);
    }

    private static Source source(Crawler... crawlers) {
        FamilyName family = new FamilyName("accounts");
        List<Event> events =
                List.of(
                        event("auth_start", family, true),
                        event("auth_end", family, true),
                        event("auth_off", family, false));
        return new Source(
                DataSource.DEFAULT,
                List.of(new Family(family, true, events, List.of())),
                List.of(),
                List.of(),
                List.of(crawlers),
                new WarehouseProject(List.of(), Optional.empty(), List.of(), List.of()),
                List.of());
    }

    private static Event event(String name, FamilyName family, boolean enabled) {
        return new Event(new EventName(name), family, enabled, Optional.empty(), List.of());
    }
}
