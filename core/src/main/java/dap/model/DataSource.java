package dap.model;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.util.regex.Pattern;

/// A source of events with RAW and STAGE layers of its own; `txma` where a project names none.
public record DataSource(String name) implements Comparable<DataSource> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /// The source of a project that names none.
    public static final DataSource DEFAULT = new DataSource("txma");

    public DataSource {
        if (!NAME.matcher(name).matches()) {
            throw new DapException(
                    ErrorCode.NAME_INVALID,
                    "A data source's name is a lower case letter, then at most 63 lower case letters, digits and underscores.",
                    "Rename the data source in dap.yml.");
        }
    }

    @Override
    public int compareTo(DataSource other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
