package dap.sql;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Finds the name that was probably meant.
final class DidYouMean {

    private DidYouMean() {}

    /// ` Did you mean x?`, or nothing where no name is near.
    static String suggestion(String wrong, Collection<String> names) {
        int limit = Math.max(1, wrong.length() / 3);
        return names.stream()
                .filter(name -> distance(wrong, name) <= limit)
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .map(name -> " Did you mean " + name + "?")
                .orElse("");
    }

    /// How many letters must be changed, added or left out, without case.
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
