/// The crawl step: what is new in RAW is read once, and the catalog knows it; STAGE is held against
/// its tables.
///
/// The orchestrator and `dap crawl` call it. It writes no data, and narrows no type.
@NullMarked
package dap.step.crawl;

import org.jspecify.annotations.NullMarked;
