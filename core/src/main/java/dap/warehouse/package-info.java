/// The one door to every warehouse, and what passes through it.
///
/// The conform step and the ledger call [dap.warehouse.Warehouse]; adapters implement it.
@NullMarked
package dap.warehouse;

import org.jspecify.annotations.NullMarked;
