package dap.store;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// What the system offers and the JDK does not.
final class Posix {

    private Posix() {}

    /// Sets the process's umask.
    ///
    /// @throws UnsupportedOperationException where the system has none
    static void umask(int mask) {
        try {
            int before =
                    (int)
                            function(
                                            "umask",
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                                    .invokeExact(mask);
            assert before >= 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// The number of the user that this process acts as.
    ///
    /// @throws UnsupportedOperationException where the system has none
    static int user() {
        try {
            return (int)
                    function("geteuid", FunctionDescriptor.of(ValueLayout.JAVA_INT)).invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted") // the signatures are those of POSIX
    private static MethodHandle function(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new UnsupportedOperationException(name)),
                signature);
    }
}
