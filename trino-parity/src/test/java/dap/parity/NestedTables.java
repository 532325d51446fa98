package dap.parity;

import dap.engine.trino.TrinoEngine;
import dap.model.Column;
import dap.model.HiveType;
import dap.model.HiveType.Scalar;
import dap.model.TableName;
import dap.sql.AthenaQuery;
import dap.sql.LakeTables;
import dap.sql.TableFile;
import dap.sql.tree.LakeTable;
import dap.testkit.CollectedRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Generated RAW tables of nested columns, as gzip'd JSON lines that both engines read.
final class NestedTables implements LakeTables {

    static final int COUNT = 12;

    private static final String SCHEMA = "local-gen-raw";

    private static final List<String> TEXTS =
            List.of(
                    "", " ", "a", "A", "ab", "ä", "0", "-7", "1.5", "true", "null", "x,y", "%_",
                    "é😀z");

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("n", Scalar.BIGINT),
                    new Column("m", Scalar.INT),
                    new Column("d", Scalar.DOUBLE),
                    new Column("b", Scalar.BOOLEAN),
                    new Column("s", Scalar.STRING),
                    new Column("t", Scalar.STRING),
                    new Column(
                            "r",
                            new HiveType.Struct(
                                    List.of(
                                            new Column("x", Scalar.BIGINT),
                                            new Column("y", Scalar.STRING),
                                            new Column(
                                                    "z",
                                                    new HiveType.Struct(
                                                            List.of(
                                                                    new Column(
                                                                            "v",
                                                                            Scalar.STRING))))))),
                    new Column("ss", new HiveType.Array(Scalar.STRING)),
                    new Column(
                            "rs",
                            new HiveType.Array(
                                    new HiveType.Struct(
                                            List.of(
                                                    new Column("k", Scalar.STRING),
                                                    new Column("w", Scalar.BIGINT))))));

    private final Path folder;
    private final TrinoEngine trino;

    /// @param seed of the rows
    NestedTables(Trino server, long seed) throws IOException {
        folder = Files.createTempDirectory(server.folder(), "gen");
        trino = server.newEngine(folder);
        Random random = new Random(seed);
        for (int i = 0; i < COUNT; i++) {
            write(i, random);
        }
    }

    /// Trino as DAP's own engine sees it.
    TrinoEngine trino() {
        return trino;
    }

    /// Lets Trino know the tables: its engine registers what it reads.
    void declare() {
        for (TableName table : tables()) {
            trino.query(
                    AthenaQuery.parse(
                                    "SELECT count(*) FROM \"%s\".%s"
                                            .formatted(table.schema(), table.table()))
                            .bind("local", Instant.EPOCH, this),
                    new CollectedRows());
        }
    }

    private Path file(int table) {
        return folder.resolve("T" + table).resolve("year=2024/month=01/day=05/rows.gz");
    }

    /// The first table has no row, the next ones few.
    private void write(int table, Random random) throws IOException {
        Files.createDirectories(file(table).getParent());
        try (BufferedWriter out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(file(table))),
                                StandardCharsets.UTF_8))) {
            for (int row = 0; row < table; row++) {
                out.write(row(random));
                out.write('\n');
            }
        }
    }

    private static String row(Random random) {
        List<String> fields = new ArrayList<>();
        add(random, fields, "n", whole(random));
        add(random, fields, "m", String.valueOf(random.nextInt(7) - 3));
        add(
                random,
                fields,
                "d",
                List.of("0.0", "1.5", "-2.25", "100.0", "1e10", "3").get(random.nextInt(6)));
        add(random, fields, "b", String.valueOf(random.nextBoolean()));
        add(random, fields, "s", text(random));
        add(random, fields, "t", text(random));
        List<String> inner = new ArrayList<>();
        add(random, inner, "x", whole(random));
        add(random, inner, "y", text(random));
        List<String> innermost = new ArrayList<>();
        add(random, innermost, "v", text(random));
        add(random, inner, "z", object(innermost));
        add(random, fields, "r", object(inner));
        add(
                random,
                fields,
                "ss",
                array(random, () -> random.nextInt(6) == 0 ? "null" : text(random)));
        add(
                random,
                fields,
                "rs",
                array(
                        random,
                        () -> {
                            List<String> element = new ArrayList<>();
                            add(random, element, "k", text(random));
                            add(random, element, "w", whole(random));
                            return object(element);
                        }));
        return object(fields);
    }

    /// A field may be absent, or null.
    private static void add(Random random, List<String> fields, String name, String value) {
        switch (random.nextInt(8)) {
            case 0 -> {}
            case 1 -> fields.add("\"" + name + "\":null");
            default -> fields.add("\"" + name + "\":" + value);
        }
    }

    private static String whole(Random random) {
        return List.of("0", "1", "-1", "2", "7", "9007199254740993", "-42").get(random.nextInt(7));
    }

    private static String text(Random random) {
        return "\"" + TEXTS.get(random.nextInt(TEXTS.size())) + "\"";
    }

    private static String object(List<String> fields) {
        return "{" + String.join(",", fields) + "}";
    }

    private static String array(Random random, java.util.function.Supplier<String> element) {
        return java.util.stream.Stream.generate(element)
                .limit(random.nextInt(4))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public Optional<LakeTable> findTable(TableName name) {
        return tables().contains(name) ? Optional.of(table(name)) : Optional.empty();
    }

    private static LakeTable table(TableName name) {
        return new LakeTable(
                name,
                LakeTable.Layer.RAW,
                COLUMNS,
                List.of(
                        new Column("year", Scalar.STRING),
                        new Column("month", Scalar.STRING),
                        new Column("day", Scalar.STRING)));
    }

    @Override
    public List<TableName> tables() {
        return java.util.stream.IntStream.range(0, COUNT)
                .mapToObj(i -> new TableName(SCHEMA, "t" + i))
                .toList();
    }

    @Override
    public List<TableFile> files(TableName name) {
        Path file = file(Integer.parseInt(name.table().substring(1)));
        return List.of(new TableFile(file, file.toString(), List.of("2024", "01", "05")));
    }
}
