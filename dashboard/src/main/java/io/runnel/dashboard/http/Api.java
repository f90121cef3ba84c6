package io.runnel.dashboard.http;

import io.runnel.dashboard.store.StoreFailure;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that can be asked under {@code /api}; openapi.json describes it. */
final class Api implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final long CLOSING_MS = 10_000;
    private static final long READY_MS = 3_000;

    private final Services services;
    private final ReadEndpoints reads;
    private final Thread preparing = new Thread(this::prepare, "runnel-dashboard-preparing");

    Api(Services services) {
        this.services = services;
        this.reads = new ReadEndpoints(services);
        preparing.setDaemon(true);
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(reads.routes());
        routes.addAll(new WriteEndpoints(services).routes());
        routes.addAll(new SqlEndpoints(services).routes());
        return routes;
    }

    /**
     * Gets ready for the first who asks. Returns when that is done, or after three seconds while it
     * goes on; questions are answered meanwhile.
     */
    void start() {
        preparing.start();
        join(READY_MS);
    }

    private void prepare() {
        try {
            reads.prepare();
        } catch (StoreFailure | UncheckedIOException e) {
            LOG.info("The first view could not be prepared; it is counted when it is asked.", e);
        }
    }

    @Override
    public void close() {
        join(CLOSING_MS);
        reads.close();
    }

    private void join(long milliseconds) {
        try {
            preparing.join(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
