package dap.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the list of functions in the reference page to the one that the tests run.
///
/// With `-Ddap.docs.write=true` it writes the list.
class RedshiftReferenceTest {

    private static final Path PAGE =
            Path.of("..", "docs", "reference", "redshift-on-postgresql.md");
    private static final String BEGIN = "<!-- functions -->\n";
    private static final String END = "<!-- /functions -->";

    @Test
    void theReferenceListsEveryFunctionAsTheTestsFindIt() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);

        String expected = table();

        if (Boolean.getBoolean("dap.docs.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + expected + page.substring(end));
        }
        assertThat(Files.readString(PAGE)).contains(BEGIN + expected + END);
    }

    private static String table() throws IOException {
        Path list = Path.of("src/test/resources/dap/warehouse/postgres/redshift/functions.csv");
        Map<String, List<String>> byHow =
                Files.readAllLines(list).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\\|"))
                        .collect(
                                Collectors.groupingBy(
                                        line -> line[1],
                                        TreeMap::new,
                                        Collectors.mapping(
                                                line -> name(line[0]), Collectors.toList())));
        return "| | functions |\n| --- | --- |\n"
                + row("as it stands", byHow.getOrDefault("same", List.of()))
                + row("translated", byHow.getOrDefault("translated", List.of()))
                + row("refused", byHow.getOrDefault("refused", List.of()));
    }

    private static String row(String how, List<String> names) {
        String list =
                names.stream()
                        .distinct()
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(", "));
        return "| " + how + " | " + list + " |\n";
    }

    private static String name(String call) {
        return call.split("[ (]", 2)[0];
    }
}
