package dap.project;

import dap.errors.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The migrations of a folder in the order of their versions, as Flyway orders them: `V1_10__b.sql`
/// comes after `V1.9__a.sql`, and 1.0 is 1.
final class Migrations {

    private static final Pattern NAME = Pattern.compile("V([0-9]+(?:[._][0-9]+)*)__(.+)\\.sql");

    private Migrations() {}

    private record Versioned(String file, List<BigInteger> version) {
        String shown() {
            return String.join(".", version.stream().map(BigInteger::toString).toList());
        }
    }

    /// @param problems takes what is wrong: two files of one version, files that are no migrations
    static List<SqlFile> read(ProjectFolder folder, String path, List<Problem> problems) {
        List<Versioned> found = new ArrayList<>();
        for (String file : folder.listDeep(path)) {
            Optional<Versioned> versioned = versioned(file);
            versioned.ifPresent(found::add);
            if (versioned.isEmpty() && file.toLowerCase(Locale.ROOT).endsWith(".sql")) {
                problems.add(notRun(file));
            }
        }
        found.sort(
                Comparator.comparing(Versioned::version, Migrations::compare)
                        .thenComparing(Versioned::file));
        reportSameVersions(found, problems);
        return found.stream().map(migration -> folder.read(migration.file()).asSql()).toList();
    }

    private static Optional<Versioned> versioned(String file) {
        Matcher name = NAME.matcher(file.substring(file.lastIndexOf('/') + 1));
        return name.matches()
                ? Optional.of(
                        new Versioned(
                                file,
                                Stream.of(name.group(1).split("[._]", -1))
                                        .map(BigInteger::new)
                                        .toList()))
                : Optional.empty();
    }

    private static int compare(List<BigInteger> left, List<BigInteger> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int order = part(left, i).compareTo(part(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger part(List<BigInteger> version, int index) {
        return index < version.size() ? version.get(index) : BigInteger.ZERO;
    }

    private static void reportSameVersions(List<Versioned> sorted, List<Problem> problems) {
        for (int i = 1; i < sorted.size(); i++) {
            Versioned before = sorted.get(i - 1);
            Versioned here = sorted.get(i);
            if (compare(before.version(), here.version()) == 0) {
                problems.add(
                        Problem.error(
                                here.file(),
                                0,
                                "The version %s is there twice: %s has it too."
                                        .formatted(here.shown(), before.file()),
                                "Give the newer of the two the next free version."));
            }
        }
    }

    private static Problem notRun(String file) {
        return Problem.warning(
                file,
                0,
                "The file is not run: its name is not that of a versioned migration.",
                "Name it V1_2__what_it_does.sql, with the next free version.");
    }
}
