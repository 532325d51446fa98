/// Tests of what Redshift SQL is read as.
@NullMarked
package dap.redshift.parser;

import org.jspecify.annotations.NullMarked;
