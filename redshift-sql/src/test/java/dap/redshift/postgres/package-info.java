/// Tests of the translation that need no server.
@NullMarked
package dap.redshift.postgres;

import org.jspecify.annotations.NullMarked;
