package dap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Nothing that was printed acts on a terminal.
class PrintableTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            Terminal.ofStreams(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\u001b]0;title\u0007",
                "\u009b2J",
                "\u0008",
                "\r",
                "\u007f",
                "\u202e",
                "\u2066",
                "\u200f",
                "\u061c",
                "\u2028",
                "\u0000"
            })
    void isSeenInsteadOfDone(String hostile) {
        terminal.out().println("a" + hostile + "b");
        terminal.err().printf("%s%n", hostile);
        terminal.out().print((Object) hostile);
        RowPrinter table = new RowPrinter.AsTable(terminal);
        table.columns(List.of("n" + hostile));
        table.row(List.of(hostile));
        table.end();
        RowPrinter json = new RowPrinter.AsJson(terminal);
        json.columns(List.of("n"));
        json.row(List.of(hostile));
        json.end();
        LogRecord entry = new LogRecord(Level.WARNING, "file {0}");
        entry.setParameters(new Object[] {hostile});
        terminal.err().print(Logging.format(entry));

        assertThat(printed(out) + printed(err))
                .doesNotContainPattern(
                        "[\\p{Cntrl}\\x80-\\x9F\\u061C\\u200F\\u202E\\u2066\\u2028&&[^\\n]]");
    }

    @Test
    void aLogEntryIsOneLine() {
        LogRecord entry = new LogRecord(Level.WARNING, "file {0}");
        entry.setParameters(new Object[] {"a\nerror: forged"});

        assertThat(Logging.format(entry).strip()).isEqualTo("warning: file a\uFFFDerror: forged");
    }

    @Test
    void jsonMeansTheSame() {
        Map<String, String> value = Map.of("v", "\u001b\u009b\u202e\u007f\u2028é😀");

        String text = Json.text(value);

        assertThat(text).contains("\\u202E").contains("é😀");
        assertThat(JsonMapper.shared().readTree(text).get("v").asString())
                .isEqualTo(value.get("v"));
    }

    @Test
    void coloursAreOnlyOurs() {
        PrintableStream coloured =
                new PrintableStream(new PrintStream(out, true, StandardCharsets.UTF_8), true);

        coloured.print(PrintableStream.COLOUR + "31;bad" + PrintableStream.COLOUR + "0;\u001b[32m");

        assertThat(printed(out)).isEqualTo("\u001b[31mbad\u001b[0m\uFFFD[32m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void aFormulaIsTextInSafeCsv(String formula) {
        RowPrinter csv = new RowPrinter.AsCsv(terminal, true);
        csv.columns(List.of(formula, "n"));
        csv.row(List.of(formula, -1));
        csv.end();

        assertThat(printed(out).replace("\"", "").split("\n", -1))
                .filteredOn(line -> !line.isEmpty())
                .allSatisfy(line -> assertThat(line).startsWith("'"));
        assertThat(printed(out)).contains(",-1\n");
    }

    @Test
    void otherwiseCsvHoldsWhatIsThere() {
        RowPrinter csv = new RowPrinter.AsCsv(terminal, false);
        csv.columns(List.of("n"));
        csv.row(List.of("=1+1"));
        csv.row(List.of("a\u001bb"));
        csv.end();

        assertThat(printed(out)).isEqualTo("n\n=1+1\na\u001bb\n");
    }

    private static String printed(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
