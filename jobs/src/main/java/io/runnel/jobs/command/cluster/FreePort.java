package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports that nobody listens on. */
final class FreePort {
    private FreePort() {}

    /**
     * The wished port if it is free, any if none is wished.
     *
     * @param option where the wish came from, for the one who has to wish again
     */
    static int of(String host, int wished, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, wished));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailure(
                    "Port "
                            + wished
                            + " of "
                            + host
                            + " is not free: "
                            + e.getMessage()
                            + ". Name another one with "
                            + option
                            + ", or 0 for any.",
                    e);
        }
    }

    static int any() {
        return of("127.0.0.1", 0, "0");
    }
}
