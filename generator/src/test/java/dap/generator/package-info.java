@NullMarked
package dap.generator;

import org.jspecify.annotations.NullMarked;
