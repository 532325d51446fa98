package dap.step.crawl;

import dap.model.DataSource;
import dap.store.LakeLayout;
import java.util.List;
import java.util.Set;

/// What lies in RAW outside of any day's folder, and is read by nobody.
public final class RawStrays {

    private RawStrays() {}

    /// All of them in one sentence.
    ///
    /// @param strays at least one
    public static String sentence(List<IgnoredPath> strays) {
        IgnoredPath first = strays.getFirst();
        return strays.size() == 1
                ? "%s in RAW is not read: it %s.".formatted(first.path(), first.reason())
                : "%,d paths in RAW are not read; the first is %s: it %s."
                        .formatted(strays.size(), first.path(), first.reason());
    }

    /// Lists folders alone, down to those of days.
    public static List<IgnoredPath> of(LakeLayout layout, DataSource source) {
        return RawWalk.ofFolders(layout, source, Set.of()).strays();
    }
}
