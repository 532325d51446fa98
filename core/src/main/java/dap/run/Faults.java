package dap.run;

import dap.errors.DapException;
import dap.errors.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns faults of DAP itself into errors that one family can have while the others go on.
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    /// @param what the work that failed, as the start of a sentence
    static DapException internal(String what, RuntimeException fault) {
        // The message may hold values of events, so only the stack is shown.
        LOG.error(
                "{} failed by a fault of DAP: {} at {}",
                what,
                fault.getClass().getName(),
                firstFrame(fault));
        return new DapException(
                ErrorCode.INTERNAL,
                "%s failed by a fault of DAP (%s at %s)."
                        .formatted(what, fault.getClass().getSimpleName(), firstFrame(fault)),
                "Please report it with the log.",
                fault);
    }

    private static String firstFrame(RuntimeException fault) {
        StackTraceElement[] stack = fault.getStackTrace();
        return stack.length == 0 ? "an unknown place" : stack[0].toString();
    }
}
