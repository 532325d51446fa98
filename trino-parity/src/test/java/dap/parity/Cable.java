package dap.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line to a server that can be cut, and joined again. While it is cut, who asks is told that
/// what he asks for is gone: so says a coordinator that was restarted, and a client gives up at
/// once, where it would try for two minutes to reach one that is silent.
final class Cable implements AutoCloseable {

    private final ServerSocket near;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    Cable(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return near.getLocalPort();
    }

    void cut() throws IOException {
        isCut = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    void join() {
        isCut = false;
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                Socket from = near.accept();
                if (isCut) {
                    sayGone(from);
                    continue;
                }
                Socket to = new Socket(host, port);
                open.add(from);
                open.add(to);
                carry(from, to);
                carry(to, from);
            } catch (IOException e) {
                // Closed, or the server is gone: the client sees it.
            }
        }
    }

    private static void sayGone(Socket from) throws IOException {
        try (from;
                OutputStream out = from.getOutputStream()) {
            from.getInputStream().read();
            out.write(
                    "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void carry(Socket from, Socket to) {
        Thread.ofVirtual()
                .start(() -> {
                    try (InputStream in = from.getInputStream();
                            OutputStream out = to.getOutputStream()) {
                        in.transferTo(out);
                    } catch (IOException e) {
                        // Cut.
                    }
                });
    }

    @Override
    public void close() throws IOException {
        near.close();
        cut();
    }
}
