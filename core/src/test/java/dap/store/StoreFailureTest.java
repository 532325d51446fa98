package dap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dap.errors.DapException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoreFailureTest {

    private static final Path FILE = Path.of("/lake/run.lock");

    static Stream<Arguments> causes() {
        return Stream.of(
                arguments(
                        new FileSystemException(FILE + "", null, "Read-only file system"),
                        "its file system is read-only.",
                        "Mount the disk that holds /lake for writing"),
                arguments(
                        new ReadOnlyFileSystemException(),
                        "its file system is read-only.",
                        "Mount the disk that holds /lake for writing"),
                arguments(
                        new AccessDeniedException(FILE + ""),
                        "access is denied.",
                        "Give this user the right to write in /lake"),
                arguments(
                        new FileSystemException(FILE + "", null, "No space left on device"),
                        "no space left on device.",
                        "Free space on the disk that holds /lake"),
                arguments(
                        new NoSuchFileException(FILE + ""),
                        "it is not there, or its folder is not.",
                        "Check that /lake can be written"),
                arguments(
                        new IOException("Input/output error"),
                        "Input/output error.",
                        "Check that /lake can be written"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void eachCauseIsToldInWordsWithWhatToDo(Exception cause, String reason, String hint) {
        assertThat(StoreFailure.writing(FILE, cause))
                .returns("/lake/run.lock cannot be written: " + reason, DapException::problem)
                .extracting(DapException::hint)
                .asString()
                .startsWith(hint);
    }
}
