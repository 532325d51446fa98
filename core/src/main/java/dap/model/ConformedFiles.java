package dap.model;

import java.util.Optional;

/// How much of a lake a warehouse has taken, as the warehouse or the catalog knows it.
///
/// @param count of STAGE files
/// @param newest the key of the file that came last; absent where there is none
public record ConformedFiles(long count, Optional<String> newest) {}
