package dap.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a look at a file tells without reading it.
///
/// @param bytes its size
/// @param modifiedAt its time, which whoever writes it may set to what it was
/// @param change what the file system itself notes: the time of the last change, of whatever kind,
///   and the inode. It moves with each write, rename and setting of a time; and also where nothing
///   of the content changed (a copy of the lake, a backup's link). Empty where it is not known
public record FileMark(long bytes, Instant modifiedAt, String change) {

    /// Of the file itself, not of a link to it.
    ///
    /// @throws IOException if it is not there, or cannot be looked at
    public static FileMark of(Path file) throws IOException {
        try {
            Map<String, Object> found =
                    Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
            return new FileMark(
                    (Long) noted(found, "size"),
                    ((FileTime) noted(found, "lastModifiedTime")).toInstant(),
                    ((FileTime) noted(found, "ctime")).toInstant() + "/" + noted(found, "ino"));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // A file system that notes neither.
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileMark(found.size(), found.lastModifiedTime().toInstant(), "");
        }
    }

    private static Object noted(Map<String, Object> found, String attribute) {
        return Objects.requireNonNull(found.get(attribute));
    }

    /// Absent where no such file is.
    ///
    /// @throws IOException if that cannot be told
    public static Optional<FileMark> find(Path file) throws IOException {
        try {
            return Optional.of(of(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Whether size and time are the same: what a careless writer moves.
    public boolean hasSizeAndTimeOf(FileMark other) {
        return bytes == other.bytes && modifiedAt.equals(other.modifiedAt);
    }

    /// Whether nothing tells them apart; what one of them does not know tells nothing.
    public boolean isLike(FileMark other) {
        return hasSizeAndTimeOf(other)
                && (change.isEmpty() || other.change.isEmpty() || change.equals(other.change));
    }
}
