package dap.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Bytes on their way out: JSON is written here without a tree or a string in between.
final class LineBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] BASE64_URL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(US_ASCII);

    private byte[] bytes = new byte[64 * 1024];
    private int size;

    /// Only ASCII: each character is a byte.
    void add(String ascii) {
        int length = ascii.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
    }

    void add(char one) {
        room(1);
        bytes[size++] = (byte) one;
    }

    void number(long number) {
        if (number < 0) {
            add('-');
            number(-number);
            return;
        }
        int length = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            length++;
        }
        digits(number, length);
    }

    /// The last `length` digits of `number`.
    void digits(long number, int length) {
        room(length);
        long rest = number;
        for (int i = size + length - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
    }

    /// The `length` lowest hexadecimal digits of `random`; at most 16.
    void hex(long random, int length) {
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = HEX[(int) (random >>> (4 * i)) & 15];
        }
    }

    /// `length` characters of base64url out of `seed`.
    void base64(long seed, int length) {
        room(length);
        long random = 0;
        for (int i = 0; i < length; i++) {
            if (i % 10 == 0) {
                random = SeededRandom.mix(seed, i);
            }
            bytes[size++] = BASE64_URL[(int) (random >>> (6 * (i % 10))) & 63];
        }
    }

    /// A UUID of version 4 out of `seed`.
    void uuid(long seed) {
        long high = SeededRandom.mix(seed, 1);
        long low = SeededRandom.mix(seed, 2);
        hex(high, 8);
        add('-');
        hex(high >>> 32, 4);
        add('-');
        add('4');
        hex(high >>> 48, 3);
        add('-');
        hex(8 | (low & 3), 1);
        hex(low >>> 4, 3);
        add('-');
        hex(low >>> 16, 12);
    }

    int size() {
        return size;
    }

    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
