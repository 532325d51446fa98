package dap.raw;

import java.util.Set;

/// The fields that statements name: however many others there are, these are known.
@FunctionalInterface
public interface NamedFields {

    NamedFields NONE = _ -> Set.of();

    /// @param event the wire name
    /// @return names in lower case, whatever lies above them
    Set<String> of(String event);
}
