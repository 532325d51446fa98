/// The project reader's tests: one small project in a folder, changed by each.
@NullMarked
package dap.project;

import org.jspecify.annotations.NullMarked;
