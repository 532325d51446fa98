package dap.step.crawl;

/// Something that lies in RAW and is no object of it.
///
/// @param path within the lake
/// @param reason why it is not read: the end of a sentence that begins with the path
public record IgnoredPath(String path, String reason) {}
