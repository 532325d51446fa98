package dap.bench;

import java.nio.file.Path;

/// One thing that is measured.
///
/// @param name by which the command line asks for it
/// @param ours what DAP does
/// @param baseline what that is held against
/// @param target the greatest ratio of both that is good enough
record Figure(String name, String ours, String baseline, double target, Preparation preparation) {

    /// Makes a figure ready.
    interface Preparation {
        /// @param work an empty folder, deleted afterwards
        Pair prepare(Path work, Scale scale) throws Exception;
    }

    /// How much of the full size is measured: 1 for all of it.
    record Scale(double factor) {
        Scale {
            if (!(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException("scale: " + factor);
            }
        }

        long of(long full) {
            return Math.max(1, Math.round(full * factor));
        }
    }
}
