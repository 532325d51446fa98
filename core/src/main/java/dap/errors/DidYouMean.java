package dap.errors;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that somebody probably meant.
public final class DidYouMean {

    private DidYouMean() {}

    /// The known name nearest to `wanted`, if one is near enough: the same but for case, hyphens
    /// and blanks; else at most one slip of the keyboard for every four letters, and never over
    /// three. Of several as near, the first in alphabetical order.
    public static Optional<String> closest(String wanted, Collection<String> known) {
        String plain = plain(wanted);
        int nearest = Math.clamp(plain.length() / 4, 1, 3) + 1;
        Optional<String> found = Optional.empty();
        for (String candidate : known.stream().sorted().toList()) {
            int distance = distance(plain, plain(candidate), nearest);
            if (distance < nearest && !candidate.equals(wanted)) {
                nearest = distance;
                found = Optional.of(candidate);
            }
        }
        return found;
    }

    /// The end of a sentence: `; did you mean \`x\`?`, or a full stop where nothing is near.
    public static String sentenceEnd(String wanted, Collection<String> known) {
        return closest(wanted, known).map(name -> "; did you mean `" + name + "`?").orElse(".");
    }

    /// A further sentence: ` Did you mean x?`, or nothing where no name is near.
    public static String sentence(String wanted, Collection<String> known) {
        return closest(wanted, known).map(name -> " Did you mean " + name + "?").orElse("");
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other;
    /// `limit` where that many do not suffice for sure.
    private static int distance(String from, String to, int limit) {
        if (Math.abs(from.length() - to.length()) >= limit || from.length() > 256) {
            return limit;
        }
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int cheapest(int[][] steps, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = steps[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
