/// What the lake knows of itself: tables, RAW objects, STAGE files, runs; a transactional database.
///
/// SQLite through Jdbi, write-ahead log, synchronous FULL. The only package that knows a database.
@NullMarked
package dap.catalog;

import org.jspecify.annotations.NullMarked;
