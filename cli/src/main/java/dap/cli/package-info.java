/// The command line: commands, what they print, and the wiring of everything by constructor.
///
/// The only place that sees every module.
@NullMarked
package dap.cli;

import org.jspecify.annotations.NullMarked;
