package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dap.cli.DemoFigures.Day;
import dap.cli.DemoFigures.FamilyFigures;
import dap.cli.DemoFigures.Party;
import dap.cli.DemoFigures.Route;
import dap.ledger.Account;
import dap.ledger.LedgerRow;
import dap.run.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoReportTest {

    private static final LedgerRow MANY =
            new LedgerRow(
                    "A",
                    "2026-11-21",
                    9_876_543,
                    12_345,
                    0,
                    9_800_000,
                    54_321,
                    0,
                    9_877,
                    "disabled",
                    0,
                    0);

    private static final DemoFigures FIGURES =
            new DemoFigures(
                    List.of(
                            new FamilyFigures(
                                    "a_family_with_quite_a_long_name",
                                    22,
                                    9_876_543,
                                    9_876_543,
                                    9_876_543)),
                    Map.of("fact_user_journey_event", 9_876_543L),
                    List.of(
                            new Day("2026-11-21", 1_000_000, 2_000_000, 3_000_000),
                            new Day("", 0, 0, 1)),
                    List.of(new Route("Driving License", 9, 1), new Route("KBV", 0, 3)),
                    List.of(
                            new Party(
                                    "A service whose name goes on and on and on", 4_000_000, 3_000),
                            new Party("Pay a bridge toll", 1_000_000, 2_000)),
                    new Account(0, List.of(MANY), List.of()));

    @Test
    void noLineIsWiderThanEightyColumns() {
        assertThat(printed(StandardCharsets.UTF_8).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void theLedgerLeavesOutWhatIsNone() {
        assertThat(printed(StandardCharsets.UTF_8))
                .contains("9,876,543 lines = 9,800,000 facts + 54,321 duplicates")
                .contains("9,877 waiting (disabled); 0 unexplained")
                .doesNotContain("filtered");
    }

    @Test
    void journeysHaveADayAndABar() {
        assertThat(printed(StandardCharsets.UTF_8))
                .containsPattern("Sat 21 Nov +1,000,000 +2,000,000 +3,000,000 +6,000,000 +█{16}\\n")
                .containsPattern("no time +0 +0 +1 +1\\n");
    }

    @Test
    void aNameThatIsTooLongIsCut() {
        assertThat(printed(StandardCharsets.UTF_8)).contains("A service whose name goes on and...");
    }

    @Test
    void routesTellTheShareThatPassed() {
        assertThat(printed(StandardCharsets.UTF_8))
                .containsPattern("Driving License +9 +1 +90 %")
                .containsPattern("KBV +0 +3 +0 %");
    }

    @Test
    void barsAreOfHashesWhereTheOutputKnowsNoBlocks() {
        assertThat(printed(StandardCharsets.US_ASCII)).contains("####").doesNotContain("█", "?");
    }

    @Test
    void commandsQuoteAFolderThatAShellWouldSplit() {
        assertThat(printed(StandardCharsets.UTF_8, "my demo"))
                .contains("./dap --project 'my demo' run");
    }

    private static String printed(Charset charset) {
        return printed(charset, "one-login-demo");
    }

    private static String printed(Charset charset, String folder) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, charset);
        new DemoReport(Terminal.ofStreams(stream, stream), FIGURES, folder)
                .print(Status.SUCCEEDED, 12.3);
        return out.toString(charset);
    }
}
