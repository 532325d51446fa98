package dap.sql;

import io.trino.sql.ReservedIdentifiers;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// How names are spelt in Athena's SQL, for statements that are written and not read.
public final class AthenaName {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /// Words that Athena takes as names, but that read as something else.
    private static final Set<String> BETTER_QUOTED =
            Set.of("date", "interval", "time", "timestamp", "user");

    private AthenaName() {}

    /// The name as a statement spells it: in lower case, and in double quotes where it has to be.
    public static String spell(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean plain =
                PLAIN.matcher(lower).matches()
                        && !BETTER_QUOTED.contains(lower)
                        && !ReservedIdentifiers.reserved(lower);
        return plain ? lower : '"' + lower.replace("\"", "\"\"") + '"';
    }
}
