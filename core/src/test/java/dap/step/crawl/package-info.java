/// What must hold of `dap.step.crawl`.
@NullMarked
package dap.step.crawl;

import org.jspecify.annotations.NullMarked;
