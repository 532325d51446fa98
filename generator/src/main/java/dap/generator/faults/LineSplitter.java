package dap.generator.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Takes bytes and gives lines, each when it is whole.
final class LineSplitter extends OutputStream {

    /// Takes a line.
    @FunctionalInterface
    interface LineSink {
        void accept(EventLine line) throws IOException;
    }

    private final LineSink sink;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    LineSplitter(LineSink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int one) throws IOException {
        if (one == '\n') {
            sink.accept(new EventLine(begun.toString(StandardCharsets.UTF_8)));
            begun.reset();
        } else {
            begun.write(one);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int start = from;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                begun.write(bytes, start, i - start);
                write('\n');
                start = i + 1;
            }
        }
        begun.write(bytes, start, from + length - start);
    }
}
