/// Takes events into RAW, byte for byte, and keeps what it must refuse.
///
/// Called by the command line and by `dap run`, which lets [dap.step.ingest.IngestRecovery] finish
/// what was interrupted. Written to temporary files, committed in the catalog, then moved into
/// place; what was ingested needs no crawl. Knows no engine, no warehouse and no other step.
@NullMarked
package dap.step.ingest;

import org.jspecify.annotations.NullMarked;
