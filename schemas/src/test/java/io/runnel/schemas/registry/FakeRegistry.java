package io.runnel.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.runnel.schemas.registry.SubjectStore.Problem;
import io.runnel.schemas.registry.SubjectStore.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry in this process, with the paths, error codes and rules of Confluent's protocol that
 * Runnel uses, GUIDs included. {@code SchemaRegistryContract} is held by it and by Apicurio alike.
 */
public final class FakeRegistry implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpServer server;
    private final SubjectStore store = new SubjectStore();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String authorization;

    private FakeRegistry(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    public static FakeRegistry start() {
        try {
            return new FakeRegistry(
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://"
                + server.getAddress().getHostString()
                + ":"
                + server.getAddress().getPort();
    }

    public RegistrySettings settings() {
        return settings(Duration.ofSeconds(30));
    }

    public RegistrySettings settings(Duration patience) {
        return new RegistrySettings(List.of(URI.create(url())), null, patience);
    }

    /** Answers the next questions as one that cannot answer now. */
    public void refuseNext(int questions) {
        refusals.set(questions);
    }

    /** Asks everybody for this header. */
    void admitOnly(String header) {
        authorization = header;
    }

    /** Methods and paths, in the order of asking. */
    public List<String> asked() {
        return asked;
    }

    /** Returns when this has been asked so often. */
    public void awaitAsked(String question, int times) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (asked) {
            while (Collections.frequency(asked, question) < times) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(
                            "Not asked " + times + " times '" + question + "', only " + asked);
                }
                asked.wait(left);
            }
        }
    }

    /** Takes a schema that is no Avro, or refers to others, as it is. */
    int putRaw(String subject, ObjectNode body) {
        return store.putRaw(subject, body);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        synchronized (asked) {
            asked.add(exchange.getRequestMethod() + " " + path);
            asked.notifyAll();
        }
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            if (authorization != null && !authorization.equals(shown)) {
                send(exchange, 401, problem(40101, "Unauthorized"));
            } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                send(exchange, 503, problem(50301, "Not now"));
            } else {
                JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
                String[] parts = exchange.getRequestURI().getRawPath().substring(1).split("/", -1);
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = URLDecoder.decode(parts[i], UTF_8);
                }
                send(exchange, 200, route(exchange.getRequestMethod(), parts, body));
            }
        } catch (Problem problem) {
            send(exchange, problem.status(), problem(problem.code(), problem.getMessage()));
        }
    }

    private JsonNode route(String method, String[] parts, JsonNode body) throws Problem {
        String question = method + " " + parts[0] + " " + parts.length;
        return switch (question) {
            case "GET schemas 3" -> store.byId(parts[1], parts[2]);
            case "POST subjects 2" -> whole(store.lookUp(parts[1], body));
            case "GET subjects 3" -> numbers(store.versions(parts[1]));
            case "POST subjects 3" -> whole(store.register(parts[1], body));
            case "GET subjects 4" -> whole(store.version(parts[1], parts[3]));
            case "POST compatibility 4" ->
                    object().put("is_compatible", store.takes(parts[2], body));
            case "GET config 1" -> object().put("compatibilityLevel", "BACKWARD");
            case "GET config 2" -> object().put("compatibilityLevel", store.level(parts[1]).name());
            case "PUT config 2" -> {
                store.require(parts[1], body.path("compatibility").asText());
                yield body;
            }
            default -> throw new Problem(404, 404, "HTTP 404 Not Found");
        };
    }

    private static ObjectNode whole(Version version) {
        ObjectNode whole = version.body().deepCopy();
        whole.put("subject", version.subject());
        whole.put("version", version.number());
        whole.put("id", version.id());
        whole.put("guid", version.guid().toString());
        return whole;
    }

    private static ArrayNode numbers(List<Integer> numbers) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        numbers.forEach(array::add);
        return array;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode problem(int code, String message) {
        return object().put("error_code", code).put("message", message);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
