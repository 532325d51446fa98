/// Realistic events of made-up journeys: for the demo, the tests and the benchmarks.
///
/// What events exist, what they carry and which journeys they form is data (`events.csv`,
/// `shapes.txt`, `journeys.csv`, `relying_parties.csv`); the code here knows none of it by name. It
/// knows nothing of lakes either: it writes JSON lines.
@NullMarked
package dap.generator;

import org.jspecify.annotations.NullMarked;
