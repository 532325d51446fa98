package dap.model;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import java.util.regex.Pattern;

/// The name of a product family, lower case: `auth_account_creation`. It names a STAGE table too.
public record FamilyName(String name) implements Comparable<FamilyName> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,127}");

    public FamilyName {
        if (!isValid(name)) {
            throw new DapException(
                    ErrorCode.NAME_INVALID,
                    "A product family's name is a lower case letter, then at most 127 lower case letters, digits and underscores.",
                    "Rename the family.");
        }
    }

    /// Whether a family, or its STAGE table, may be called so.
    public static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    @Override
    public int compareTo(FamilyName other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
