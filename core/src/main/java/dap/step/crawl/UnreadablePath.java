package dap.step.crawl;

import dap.model.EventName;
import java.time.LocalDate;
import java.util.Optional;

/// Something of an event in RAW that is there, and of which it cannot be told what it holds.
///
/// @param arrivalDay absent for a folder above those of days
/// @param path within the lake
/// @param reason the end of a sentence that begins with the path
record UnreadablePath(
        EventName event, Optional<LocalDate> arrivalDay, String path, String reason) {}
