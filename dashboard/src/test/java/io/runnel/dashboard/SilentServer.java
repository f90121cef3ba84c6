package io.runnel.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts every connection, reads what it is asked, and never answers. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    private SilentServer(ServerSocket server) {
        this.server = server;
    }

    static SilentServer start() throws IOException {
        SilentServer silent =
                new SilentServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(silent::accept);
        return silent;
    }

    String url() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** Those that somebody opened, in their order. */
    List<Connection> connections() {
        return connections;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept());
                connections.add(connection);
                daemon(connection::listen);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Somebody who waits for an answer. */
    static final class Connection {
        private final Socket socket;
        private volatile boolean waiting = true;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** Whether they still do. */
        boolean isWaiting() {
            return waiting;
        }

        private void listen() {
            try (InputStream in = socket.getInputStream()) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // They went away without an end.
            } finally {
                waiting = false;
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Connection connection : connections) {
                connection.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
