@NullMarked
package dap.step.ingest;

import org.jspecify.annotations.NullMarked;
