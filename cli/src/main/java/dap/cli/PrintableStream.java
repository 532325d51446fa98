package dap.cli;

import java.io.PrintStream;

/// Prints text so that nothing in it acts on a terminal, but colours that DAP itself asks for.
final class PrintableStream extends PrintStream {

    /// Begins a colour of ours; no text holds it, as Unicode keeps it for use within programs.
    static final char COLOUR = '\uFDD0';

    private final boolean colours;

    PrintableStream(PrintStream out, boolean colours) {
        super(out, true, out.charset());
        this.colours = colours;
    }

    @Override
    public void print(String text) {
        String safe = Printable.text(String.valueOf(text));
        super.print(
                colours && safe.indexOf(COLOUR) >= 0
                        ? safe.replaceAll(COLOUR + "(0|1|2|3[1-3]);", "\u001b[$1m")
                        : safe);
    }

    // The JDK's own writes past the one above.
    @Override
    public void print(Object value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(char letter) {
        print(String.valueOf(letter));
    }

    @Override
    public void print(char[] letters) {
        print(String.valueOf(letters));
    }

    /// What moves the cursor: the progress line.
    void printControls(String text) {
        super.print(text);
    }
}
