/// The lake's files: where they lie, and how they are published whole or not at all.
///
/// Steps write temporary files in a [dap.store.WorkFolder], commit in the catalog, and then move
/// what they committed with [dap.store.Publication]. This package knows neither catalog nor
/// content.
@NullMarked
package dap.store;

import org.jspecify.annotations.NullMarked;
