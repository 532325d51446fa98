package dap.author;

import dap.errors.DapException;
import dap.errors.DidYouMean;
import dap.errors.Problem;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One CSV file of the master sheet: its rows, with what is wrong with it.
///
/// @param rows none where the file is missing or its head is wrong
record SheetTable(String file, List<Row> rows) {

    /// A row that knows its location.
    record Row(String file, int line, NamedCsvRecord fields, Consumer<Problem> problems) {

        /// The value, without blanks around it.
        String text(String column) {
            return fields.findField(column).orElse("").strip();
        }

        void refuse(String message, String hint) {
            problems.accept(Problem.error(file, line, message, hint));
        }

        /// The value as `read` takes it; a fault, and nothing, where it does not.
        <T> @Nullable T value(String column, Function<String, T> read) {
            try {
                return read.apply(text(column));
            } catch (DapException e) {
                refuse("%s: %s".formatted(column, e.problem()), e.hint());
                return null;
            }
        }

        /// One of the constants of `kind`, spelt in lower case.
        <T extends Enum<T>> @Nullable T constant(String column, Class<T> kind) {
            List<String> names =
                    Arrays.stream(kind.getEnumConstants())
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                            .toList();
            int index = names.indexOf(text(column));
            if (index < 0) {
                refuse(
                        "`%s` is no %s%s"
                                .formatted(
                                        text(column),
                                        column,
                                        DidYouMean.sentenceEnd(text(column), names)),
                        "Write one of: %s.".formatted(String.join(", ", names)));
                return null;
            }
            return kind.getEnumConstants()[index];
        }
    }

    /// @param columns that the file must have; it may have others
    static SheetTable read(
            Path project, String file, List<String> columns, Consumer<Problem> problems) {
        Path path = project.resolve(file);
        if (!Files.isRegularFile(path)) {
            problems.accept(
                    Problem.error(
                            file,
                            0,
                            "The master sheet lacks this file.",
                            "Write it, with the head `%s`.".formatted(String.join(",", columns))));
            return new SheetTable(file, List.of());
        }
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().skipEmptyLines(true).ofNamedCsvRecord(path)) {
            List<Row> rows =
                    reader.stream()
                            .map(record ->
                                    new Row(
                                            file,
                                            Math.toIntExact(record.getStartingLineNumber()),
                                            record,
                                            problems))
                            .toList();
            return headIsWhole(file, rows, columns, problems)
                    ? new SheetTable(file, rows)
                    : new SheetTable(file, List.of());
        } catch (CsvParseException e) {
            problems.accept(
                    Problem.error(
                            file,
                            0,
                            "The file is no CSV: %s.".formatted(e.getMessage()),
                            "Quote fields that hold commas, quotes or line ends, and double the"
                                    + " quotes within."));
        } catch (IOException | UncheckedIOException e) {
            problems.accept(
                    Problem.error(
                            file,
                            0,
                            "The file cannot be read.",
                            "Save it as UTF-8 text that the user of this process may read."));
        }
        return new SheetTable(file, List.of());
    }

    private static boolean headIsWhole(
            String file, List<Row> rows, List<String> columns, Consumer<Problem> problems) {
        List<String> head = rows.isEmpty() ? columns : rows.getFirst().fields().getHeader();
        Optional<String> missing =
                columns.stream().filter(column -> !head.contains(column)).findFirst();
        missing.ifPresent(column ->
                problems.accept(
                        Problem.error(
                                file,
                                1,
                                "The head has no column `%s`%s"
                                        .formatted(column, DidYouMean.sentenceEnd(column, head)),
                                "The head is `%s`.".formatted(String.join(",", columns)))));
        return missing.isEmpty();
    }
}
