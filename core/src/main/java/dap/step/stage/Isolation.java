package dap.step.stage;

import dap.catalog.RawObject;
import dap.engine.LakeEngine;
import dap.errors.DapException;
import dap.errors.ErrorCode;
import dap.plan.StageTask;
import dap.raw.NormalizedCopy;
import dap.raw.RawOptions;
import dap.raw.RejectReason;
import dap.raw.RejectedLine;
import dap.sql.BoundInsert;
import dap.sql.LineByLine;
import dap.store.LakeLayout;
import dap.store.StoreFailure;
import dap.store.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the lines of a day on which its statement fails, where they are few: parts of the day are
/// tried, and of those that fail smaller parts, down to single lines.
///
/// One bad line costs the day about twice more: an eighth of what failed is tried at a time. It
/// writes into the work folder only.
final class Isolation {

    private static final int PARTS = 8;

    private final LakeLayout layout;
    private final WorkFolder work;
    private final LakeEngine engine;
    private final RawOptions options;
    private final int most;

    /// @param most how many lines of a day may be left out
    Isolation(LakeLayout layout, WorkFolder work, LakeEngine engine, RawOptions options, int most) {
        this.layout = layout;
        this.work = work;
        this.engine = engine;
        this.options = options;
        this.most = most;
    }

    /// What is left of a day.
    ///
    /// @param rest the lines on which the statement does not fail; the caller deletes it
    /// @param rejects the others, by object
    record Found(Path rest, long lines, Map<Long, List<RejectedLine>> rejects) {}

    /// @param failure how the statement failed over the whole day
    /// @throws DapException the same, with the location of such a line in RAW, if they are not few,
    ///   or if lines cannot be left out of the statement
    Found isolate(
            StageOrder order,
            StageTask task,
            BoundInsert insert,
            String name,
            DapException failure) {
        try (Day day = new Day(order, task, insert, name)) {
            boolean separable = LineByLine.is(insert);
            List<Integer> bad = day.failing(separable ? most : 0);
            if (bad.isEmpty()) {
                throw failure;
            }
            boolean few = bad.size() <= most && (bad.size() == 1 || bad.size() * 2 <= day.size());
            if (!separable || !few) {
                int first = bad.getFirst();
                String example =
                        separable
                                ? "%s, at %s".formatted(day.location(first), day.detail(first))
                                : day.location(first);
                throw withExample(failure, example, separable, bad.size());
            }
            return new Found(
                    day.without(new HashSet<>(bad)), day.size() - bad.size(), day.rejects(bad));
        } catch (IOException e) {
            throw StoreFailure.writing(layout.work(), e);
        }
    }

    private DapException withExample(
            DapException failure, String location, boolean separable, int found) {
        String example = "%s It fails on %s".formatted(failure.problem(), location);
        return new DapException(
                failure.code(),
                separable
                        ? "%s. So it does on %s; no more than %,d are left out of a day."
                                .formatted(example, others(found), most)
                        : "%s; its rows come from several lines, so that none can be left out."
                                .formatted(example),
                failure.hint(),
                failure);
    }

    private String others(int found) {
        return found > most
                ? "many others"
                : found == 2 ? "1 other" : "%,d others".formatted(found - 1);
    }

    /// The good lines of a day, in one file.
    private final class Day implements AutoCloseable {

        private final StageTask task;
        private final BoundInsert insert;
        private final String name;
        private final Path lines;
        private final CopiedLines copied;
        private Set<Integer> suspects = new TreeSet<>();
        private int attempts;

        Day(StageOrder order, StageTask task, BoundInsert insert, String name) throws IOException {
            this.task = task;
            this.insert = insert;
            this.name = name;
            this.lines = work.newFile(name + "-all.json");
            this.copied = new CopiedLines(lines);
            NormalizedCopy.write(
                    task.objects().stream().map(object -> layout.pathOf(object.key())).toList(),
                    order.event(),
                    order.raw(),
                    options,
                    lines,
                    copied);
            copied.index();
        }

        int size() {
            return copied.size();
        }

        /// Lines on which the statement fails; where they are more than `most`, one more than that.
        List<Integer> failing(int most) throws IOException {
            List<Integer> bad = new ArrayList<>();
            search(0, size(), most, bad);
            return bad;
        }

        private void search(int from, int to, int most, List<Integer> bad) throws IOException {
            int step = Math.max(1, (to - from + PARTS - 1) / PARTS);
            for (int start = from; start < to && bad.size() <= most; start += step) {
                int end = Math.min(to, start + step);
                if (fails(insert, start, end)) {
                    if (end - start == 1) {
                        bad.add(start);
                    } else {
                        search(start, end, most, bad);
                    }
                }
            }
        }

        private boolean fails(BoundInsert statement, int from, int to) throws IOException {
            Path part = work.newFile("%s-part-%d.json".formatted(name, ++attempts));
            Path temporary = work.newFile("%s-part-%d.parquet".formatted(name, attempts));
            try {
                copied.copy(from, to, part);
                engine.insert(statement, List.of(part), temporary);
                return false;
            } catch (DapException e) {
                if (e.code() != ErrorCode.SQL_FAILED) {
                    throw e;
                }
                return true;
            } finally {
                Files.deleteIfExists(part);
                Files.deleteIfExists(temporary);
            }
        }

        Path without(Set<Integer> bad) throws IOException {
            Path rest = work.newFile(name + "-rest.json");
            copied.copyWithout(bad, rest);
            return rest;
        }

        String location(int line) {
            return "line %,d of %s".formatted(copied.lineInObject(line), object(line).key());
        }

        private RawObject object(int line) {
            return task.objects().get(copied.object(line));
        }

        Map<Long, List<RejectedLine>> rejects(List<Integer> bad) throws IOException {
            Map<Long, List<RejectedLine>> rejects = new TreeMap<>();
            for (int line : bad) {
                rejects.computeIfAbsent(object(line).id(), _ -> new ArrayList<>())
                        .add(
                                new RejectedLine(
                                        copied.lineInObject(line),
                                        RejectReason.STATEMENT,
                                        detail(line),
                                        1));
            }
            return rejects;
        }

        /// Where in the statement, and for which column. Lines mostly fail where others did.
        private String detail(int line) throws IOException {
            OptionalInt column = OptionalInt.empty();
            for (int suspect : suspects) {
                if (column.isEmpty() && failsWith(line, Set.of(suspect))) {
                    column = OptionalInt.of(suspect);
                }
            }
            if (column.isEmpty()) {
                column = failingColumn(line);
                column.ifPresent(suspects::add);
            }
            return column.isPresent()
                    ? "%s: %s"
                            .formatted(
                                    LineByLine.positionOf(insert, column.getAsInt()),
                                    insert.columns().get(column.getAsInt()).hiveName())
                    : insert.file() + ": a condition";
        }

        /// By halving; nothing where it is no column that fails.
        private OptionalInt failingColumn(int line) throws IOException {
            List<Integer> columns = IntStream.range(0, insert.columns().size()).boxed().toList();
            if (failsWith(line, Set.of())) {
                return OptionalInt.empty();
            }
            while (columns.size() > 1) {
                List<Integer> first = columns.subList(0, columns.size() / 2);
                columns =
                        failsWith(line, Set.copyOf(first))
                                ? first
                                : columns.subList(columns.size() / 2, columns.size());
            }
            return columns.stream().mapToInt(Integer::intValue).findFirst();
        }

        private boolean failsWith(int line, Set<Integer> columns) throws IOException {
            var narrowed = LineByLine.only(insert, columns);
            return narrowed.isPresent() && fails(narrowed.get(), line, line + 1);
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(lines);
        }
    }

    /// How the log says what was left out.
    static String described(Map<Long, List<RejectedLine>> rejects) {
        return rejects.values().stream()
                .flatMap(List::stream)
                .map(RejectedLine::detail)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
    }
}
