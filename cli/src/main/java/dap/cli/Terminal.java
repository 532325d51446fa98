package dap.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/// Where people read: widths, colours and progress, each only where there is a terminal.
final class Terminal {

    private static final int DEFAULT_WIDTH = 80;

    /// What a piece of text means; shown as a colour where colours are wanted.
    enum Tone {
        GOOD("32"),
        BAD("31"),
        CAUTION("33"),
        STRONG("1"),
        QUIET("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private final PrintStream data;
    private final PrintableStream out;
    private final PrintableStream err;
    private final boolean interactive;
    private final boolean colours;
    private final Object progressLock = new Object();
    private boolean progressShown;

    private Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colours) {
        this.out = new PrintableStream(out, colours);
        this.err = new PrintableStream(err, colours);
        this.data = interactive ? this.out : out;
        this.interactive = interactive;
        this.colours = colours;
    }

    /// The terminal of this process, if it has one.
    static Terminal ofProcess() {
        boolean interactive =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        boolean colours =
                interactive
                        && System.getenv("NO_COLOR") == null
                        && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, System.err, interactive, colours);
    }

    /// No terminal, but two streams: no colours, no progress.
    static Terminal ofStreams(PrintStream out, PrintStream err) {
        return new Terminal(out, err, false, false);
    }

    PrintStream out() {
        return out;
    }

    /// For data as it is; made fit for people where they watch.
    PrintStream data() {
        return data;
    }

    PrintStream err() {
        return err;
    }

    String toned(Tone tone, String text) {
        return colours
                ? PrintableStream.COLOUR + tone.code + ";" + text + PrintableStream.COLOUR + "0;"
                : text;
    }

    /// As a shell takes it for one word.
    static String quoted(String word) {
        return word.matches("[\\w./~+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// What bars are made of: a full block where the output can show it.
    String block() {
        return out.charset().newEncoder().canEncode('█') ? "█" : "#";
    }

    /// Replaces the progress line; does nothing where nobody watches.
    void progress(String line) {
        if (!interactive) {
            return;
        }
        synchronized (progressLock) {
            String shown =
                    line.length() < DEFAULT_WIDTH ? line : line.substring(0, DEFAULT_WIDTH - 1);
            err.printControls("\r\u001b[2K" + Printable.line(shown));
            err.flush();
            progressShown = true;
        }
    }

    /// Takes the progress line away, before something else is printed.
    void clearProgress() {
        synchronized (progressLock) {
            if (progressShown) {
                err.printControls("\r\u001b[2K");
                err.flush();
                progressShown = false;
            }
        }
    }
}
