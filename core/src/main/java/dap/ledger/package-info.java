/// The account of every event: where each line of each day is now.
///
/// Reads the catalog and asks the warehouse; changes nothing. Called by the command line.
@NullMarked
package dap.ledger;

import org.jspecify.annotations.NullMarked;
