package dap.cli;

import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Logs to standard error: warnings, and everything of ours with `-v`.
final class Logging {

    /// Held so that the level set on it is not lost with the logger.
    private static final Logger OURS = Logger.getLogger("dap");

    private Logging() {}

    /// An entry as it is written.
    static String format(LogRecord entry) {
        return new OneLine().format(entry);
    }

    static void configure(boolean verbose) {
        LogManager.getLogManager().reset();
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(new OneLine());
        Logger root = Logger.getLogger("");
        root.setLevel(Level.SEVERE);
        root.addHandler(handler);
        OURS.setLevel(verbose ? Level.FINE : Level.WARNING);
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            String level = entry.getLevel().getName().toLowerCase(Locale.ROOT);
            String text = Printable.line(formatMessage(entry));
            return "%s: %s%n".formatted(level.equals("severe") ? "error" : level, text);
        }
    }
}
