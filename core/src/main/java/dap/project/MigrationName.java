package dap.project;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a migration's file name says, as Flyway reads it.
///
/// @param version with points; empty for one that is repeatable
/// @param description with blanks in place of underscores
public record MigrationName(Kind kind, String version, String description) {

    /// What becomes of a migration.
    public enum Kind {
        /// Run once.
        VERSIONED,

        /// In a new warehouse the newest of them stands for all versions up to its own.
        BASELINE,

        /// Run after the others, whenever its text changed.
        REPEATABLE
    }

    private static final Pattern VERSION = Pattern.compile("[0-9]+(?:[._][0-9]+)*");

    /// By version, repeatable ones last and by description.
    public static final Comparator<MigrationName> ORDER =
            Comparator.comparing((MigrationName name) -> name.kind == Kind.REPEATABLE)
                    .thenComparing(MigrationName::compareVersions)
                    .thenComparing(name -> name.kind)
                    .thenComparing(MigrationName::description);

    /// By Flyway's usual prefixes `V`, `B` and `R`, two underscores, and `.sql`.
    public static Optional<MigrationName> of(String file) {
        return of(file, FlywaySettings.NONE);
    }

    static Optional<MigrationName> of(String file, FlywaySettings settings) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return settings.withoutSuffix(name)
                .flatMap(bare ->
                        Stream.of(Kind.values())
                                .flatMap(kind -> of(kind, bare, settings).stream())
                                .findFirst());
    }

    private static Optional<MigrationName> of(Kind kind, String bare, FlywaySettings settings) {
        String prefix = settings.prefix(kind);
        if (!bare.startsWith(prefix)) {
            return Optional.empty();
        }
        String rest = bare.substring(prefix.length());
        int separator = rest.indexOf(settings.separator());
        String version = separator < 0 ? rest : rest.substring(0, separator);
        String description =
                separator < 0 ? "" : rest.substring(separator + settings.separator().length());
        boolean fits =
                kind == Kind.REPEATABLE ? separator == 0 : VERSION.matcher(version).matches();
        return fits
                ? Optional.of(
                        new MigrationName(
                                kind, version.replace('_', '.'), description.replace('_', ' ')))
                : Optional.empty();
    }

    /// Whether both are of the same kind and have the same version, or are repeatable and have the
    /// same description.
    boolean isSameAs(MigrationName other) {
        return kind == other.kind
                && (kind == Kind.REPEATABLE
                        ? description.equals(other.description)
                        : compareVersions(other) == 0);
    }

    /// As numbers: 1.10 comes after 1.9, and 1.0 is 1.
    public int compareVersions(MigrationName other) {
        List<BigInteger> left = parts();
        List<BigInteger> right = other.parts();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int order = part(left, i).compareTo(part(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private List<BigInteger> parts() {
        Matcher numbers = Pattern.compile("[0-9]+").matcher(version);
        return numbers.results().map(number -> new BigInteger(number.group())).toList();
    }

    private static BigInteger part(List<BigInteger> version, int index) {
        return index < version.size() ? version.get(index) : BigInteger.ZERO;
    }
}
