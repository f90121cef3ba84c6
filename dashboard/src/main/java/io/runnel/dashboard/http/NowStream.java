package io.runnel.dashboard.http;

import io.runnel.dashboard.follow.Pulse;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells everyone who listens what is going on, once a second. */
final class NowStream implements AutoCloseable {
    private static final int MOST_LISTENERS = 100;
    private static final String EVENT = "now";
    private static final AttachmentKey<Listener> LISTENER = AttachmentKey.create(Listener.class);

    private final Pulse pulse;
    private final ServerSentEventHandler handler;
    private final ScheduledExecutorService clock;

    NowStream(Pulse pulse) {
        this.pulse = pulse;
        this.handler =
                new ServerSentEventHandler(
                        (connection, lastEventId) -> {
                            Listener listener = new Listener(line(connection));
                            connection.putAttachment(LISTENER, listener);
                            listener.tell(pulse.now().toString());
                        });
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "runnel-dashboard-now");
                            thread.setDaemon(true);
                            return thread;
                        });
        var unused = clock.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
    }

    private static Listener.Line line(ServerSentEventConnection connection) {
        return (news, ended) ->
                connection.send(
                        news,
                        EVENT,
                        null,
                        new ServerSentEventConnection.EventCallback() {
                            @Override
                            public void done(
                                    ServerSentEventConnection to,
                                    String data,
                                    String event,
                                    String id) {
                                ended.run();
                            }

                            @Override
                            public void failed(
                                    ServerSentEventConnection to,
                                    String data,
                                    String event,
                                    String id,
                                    IOException e) {
                                ended.run();
                            }
                        });
    }

    private void tell() {
        if (handler.getConnections().isEmpty()) {
            return;
        }
        String now = pulse.now().toString();
        for (ServerSentEventConnection connection : handler.getConnections()) {
            Listener listener = connection.getAttachment(LISTENER);
            if (listener != null) {
                listener.tell(now);
            }
        }
    }

    /** Takes a listener in. */
    void listen(HttpServerExchange exchange) throws Exception {
        if (handler.getConnections().size() >= MOST_LISTENERS) {
            throw new HttpProblem(
                    503, "Too many pages listen; expected at most " + MOST_LISTENERS + ".");
        }
        handler.handleRequest(exchange);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        handler.getConnections().forEach(connection -> connection.shutdown());
    }
}
