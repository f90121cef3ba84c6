package io.runnel.dashboard;

import io.runnel.dashboard.follow.CorrectionSender;
import io.runnel.dashboard.follow.Pulse;
import io.runnel.dashboard.http.Bind;
import io.runnel.dashboard.http.HttpServer;
import io.runnel.dashboard.http.KafkaServices;
import io.runnel.dashboard.http.Services;
import io.runnel.dashboard.http.StillTopics;
import io.runnel.dashboard.http.Token;
import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Audit;
import io.runnel.dashboard.store.Store;
import io.runnel.dashboard.store.StoreSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The store of a folder behind the server, with nothing to follow: what is measured is not
 * disturbed by Kafka. As a program, {@code ServedStore FOLDER} prints the address and serves until
 * its input ends.
 */
public final class ServedStore implements AutoCloseable {
    private final Store store;
    private final TextIndex index;
    private final Token token;
    private final HttpServer server;

    private ServedStore(Store store, TextIndex index, Token token, Services services) {
        this.store = store;
        this.index = index;
        this.token = token;
        this.server = HttpServer.start(Bind.loopback(0), token, services);
    }

    /** Opens the folder and serves what it has. */
    static ServedStore of(Path folder) {
        Store store = Store.open(StoreSettings.in(folder));
        TextIndex index = TextIndex.open(store.settings().index());
        Services services =
                new Services(
                        store,
                        index,
                        new Pulse(Clock.systemUTC()),
                        new Audit(store, Clock.systemUTC()),
                        StillTopics.none(),
                        new KafkaServices(
                                null, new CorrectionSender(null, "corrections"), Optional.empty()));
        return new ServedStore(store, index, Token.generate(), services);
    }

    /** Serves a folder in a process of its own. */
    public static void main(String[] arguments) throws IOException {
        try (ServedStore served = of(Path.of(arguments[0]))) {
            System.out.println(served.address());
            System.in.read();
        }
    }

    /** What a measurement ran on, and beside how much else. */
    public static String machine() {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        return "%s, %d cores, Java %s, heap %d MiB, load %.1f, %s"
                .formatted(
                        machine.getArch(),
                        machine.getAvailableProcessors(),
                        Runtime.version(),
                        Runtime.getRuntime().maxMemory() >> 20,
                        machine.getSystemLoadAverage(),
                        Instant.now());
    }

    String address() {
        return server.address();
    }

    String addressWithToken() {
        return address() + "#token=" + token.text();
    }

    @Override
    public void close() {
        server.close();
        index.close();
        store.close();
    }
}
