/// What a line of RAW is: how lines are read and validated, which types they show, how they are
/// normalized for an engine.
///
/// Ingest, crawl and stage call it. It knows files and JSON; no catalog, no project, no engine.
@NullMarked
package dap.raw;

import org.jspecify.annotations.NullMarked;
