/// Onboarding: the master sheet, and what is generated from it.
///
/// Called by the command line. It knows the project's layout and no lake, engine or warehouse: what
/// it writes are files of the project, to be read by everything else as if written by hand.
@NullMarked
package dap.author;

import org.jspecify.annotations.NullMarked;
