/// Names and values that all packages share: data sources, families, events, tables and types.
///
/// Records without behaviour beyond refusing nonsense. They know no file, no database, no engine.
@NullMarked
package dap.model;

import org.jspecify.annotations.NullMarked;
