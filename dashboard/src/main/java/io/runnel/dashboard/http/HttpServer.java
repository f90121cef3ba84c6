package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.runnel.dashboard.store.StoreFailure;
import io.runnel.jobs.command.CommandFailure;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.io.UndertowOutputStream;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Serves the page and the API; whatever goes wrong is answered with a sentence. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final int WORKERS = 16;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final long BODY_BYTES = 48L * 1024 * 1024;
    private static final int TIMEOUT_MS = 60_000;
    private static final int CONNECTIONS = 500;

    private final Undertow undertow;
    private final Api api;
    private final NowStream now;
    private final Bind bind;

    private HttpServer(Undertow undertow, Api api, NowStream now, Bind bind) {
        this.undertow = undertow;
        this.api = api;
        this.now = now;
        this.bind = bind;
    }

    /**
     * Starts it.
     *
     * @throws CommandFailure if the port is taken
     */
    public static HttpServer start(Bind bind, Token token, Services services) {
        Access access = new Access(bind, token);
        Api api = new Api(services);
        NowStream now = new NowStream(services.pulse());
        PageFiles files = new PageFiles();
        RoutingHandler routing = new RoutingHandler();
        routing.get("/", blocking(access, Need.NOTHING, files::page));
        routing.get("/assets/*", blocking(access, Need.NOTHING, files::asset));
        routing.get("/api/now/stream", guarded(access, Need.READ, now::listen));
        for (Route route : api.routes()) {
            routing.add(
                    route.method(),
                    route.path(),
                    blocking(
                            access,
                            route.need(),
                            exchange ->
                                    route.endpoint()
                                            .answer(new Call(exchange, route.mostBytes()))));
        }
        routing.setFallbackHandler(
                guarded(
                        access,
                        Need.NOTHING,
                        exchange -> {
                            throw HttpProblem.missing(
                                    "There is nothing at this address; /api/openapi.json tells what"
                                            + " there is.");
                        }));
        routing.setInvalidMethodHandler(
                guarded(
                        access,
                        Need.NOTHING,
                        exchange -> {
                            throw new HttpProblem(
                                    405, "This address is not asked with that method.");
                        }));
        Undertow undertow =
                Undertow.builder()
                        .addHttpListener(bind.port(), bind.address().getHostAddress())
                        .setIoThreads(2)
                        .setWorkerThreads(WORKERS)
                        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEADER_BYTES)
                        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, BODY_BYTES)
                        .setServerOption(UndertowOptions.MAX_PARAMETERS, 500)
                        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, TIMEOUT_MS)
                        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, TIMEOUT_MS)
                        .setServerOption(UndertowOptions.IDLE_TIMEOUT, 2 * TIMEOUT_MS)
                        .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                        .setSocketOption(org.xnio.Options.CONNECTION_HIGH_WATER, CONNECTIONS)
                        .setSocketOption(org.xnio.Options.CONNECTION_LOW_WATER, CONNECTIONS - 10)
                        .setHandler(byEncodedPath(routing))
                        .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            now.close();
            api.close();
            if (e.getCause() instanceof BindException) {
                throw new CommandFailure(
                        "Port "
                                + bind.port()
                                + " of "
                                + bind.host()
                                + " cannot be listened at: "
                                + e.getCause().getMessage()
                                + ". Another dashboard may run there; choose another port with"
                                + " --port, or 0 for a free one.",
                        e);
            }
            throw e;
        }
        api.start();
        return new HttpServer(undertow, api, now, bind);
    }

    /**
     * Finds the route in the path before it is decoded: a decoded one has slashes, question marks
     * and percents of the ids in it, and some of them still encoded.
     */
    private static HttpHandler byEncodedPath(HttpHandler routing) {
        return exchange -> {
            String address = exchange.getRequestURI();
            exchange.setRelativePath(
                    exchange.isHostIncludedInRequestURI()
                            ? address.replaceFirst("^[a-zA-Z]+://[^/]*", "")
                            : address);
            routing.handleRequest(exchange);
        };
    }

    /** Something that answers a request. */
    private interface Answering {
        void answer(HttpServerExchange exchange) throws Exception;
    }

    private static HttpHandler blocking(Access access, Need need, Answering answering) {
        HttpHandler guarded = guarded(access, need, answering);
        return exchange -> {
            exchange.startBlocking();
            if (exchange.isInIoThread()) {
                exchange.dispatch(guarded);
            } else {
                guarded.handleRequest(exchange);
            }
        };
    }

    private static HttpHandler guarded(Access access, Need need, Answering answering) {
        return exchange -> {
            Access.addHeaders(exchange);
            try {
                access.check(exchange, need);
                answering.answer(exchange);
            } catch (HttpProblem e) {
                refuse(exchange, e.status(), e.getMessage());
            } catch (StoreFailure | CommandFailure e) {
                LOG.info("{} failed.", exchange.getRequestURI(), e);
                refuse(exchange, 500, e.getMessage());
            } catch (IOException e) {
                LOG.debug("A client went away, or sent too much.", e);
                refuse(exchange, 400, "The request could not be read: " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("{} failed.", exchange.getRequestURI(), e);
                refuse(exchange, 500, "The server failed at this request; its log tells more.");
            }
        };
    }

    private static void refuse(HttpServerExchange exchange, int status, String message) {
        if (exchange.isResponseStarted()) {
            // Ended in order, a part of a file would pass for the whole of it.
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        if (exchange.isBlocking()
                && exchange.getOutputStream() instanceof UndertowOutputStream written) {
            written.resetBuffer();
        }
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().remove(Headers.CONTENT_LENGTH);
        exchange.getResponseHeaders().remove(Headers.CONTENT_DISPOSITION);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
        exchange.getResponseSender()
                .send(
                        JsonNodeFactory.instance.objectNode().put("error", message).toString(),
                        StandardCharsets.UTF_8);
    }

    /** The port that it listens at. */
    public int port() {
        List<Undertow.ListenerInfo> listeners = undertow.getListenerInfo();
        return ((InetSocketAddress) listeners.get(0).getAddress()).getPort();
    }

    /** The address to open. */
    public String address() {
        String host = bind.host().contains(":") ? "[" + bind.host() + "]" : bind.host();
        return "http://" + host + ":" + port() + "/";
    }

    @Override
    public void close() {
        now.close();
        undertow.stop();
        api.close();
    }
}
