package io.runnel.dashboard.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One request and its answer. */
final class Call {
    private static final int MOST_DEPTH = 50;
    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(MOST_DEPTH)
                                            .maxStringLength(48 * 1024 * 1024)
                                            .build())
                            .build());

    private final HttpServerExchange exchange;
    private final int mostBytes;

    Call(HttpServerExchange exchange, int mostBytes) {
        this.exchange = exchange;
        this.mostBytes = mostBytes;
    }

    /** The address that asks. */
    String who() {
        var source = exchange.getSourceAddress();
        return source == null || source.getAddress() == null
                ? "unknown"
                : source.getAddress().getHostAddress();
    }

    /** A part of the path, as its sender wrote it. */
    String part(String name) {
        String encoded =
                exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters().get(name);
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.wrong(
                    "The address: expected its parts percent-encoded, found '" + encoded + "'.");
        }
    }

    /** The value of a query parameter; the last where there are several. */
    Optional<String> query(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null || values.isEmpty() || values.peekLast().isBlank()
                ? Optional.empty()
                : Optional.of(values.peekLast());
    }

    /** All values of a query parameter that are not blank. */
    Set<String> queries(String name) {
        Set<String> all = new TreeSet<>();
        Deque<String> values = exchange.getQueryParameters().get(name);
        if (values != null) {
            values.stream().filter(value -> !value.isBlank()).forEach(all::add);
        }
        return all;
    }

    List<String> queryNames() {
        return new ArrayList<>(exchange.getQueryParameters().keySet());
    }

    /** A whole number in a query parameter. */
    int number(String name, int otherwise, int most) {
        String text = query(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
            text = query(name).orElse("");
        }
        throw HttpProblem.wrong(
                name + ": expected a whole number from 0 to " + most + ", found '" + text + "'.");
    }

    /** The JSON object in the body. */
    ObjectNode body() throws IOException {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/json")) {
            throw new HttpProblem(
                    415,
                    "Expected a body with 'Content-Type: application/json', found " + type + ".");
        }
        byte[] bytes = exchange.getInputStream().readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw new HttpProblem(
                    413, "The body is too large; expected at most " + mostBytes + " bytes.");
        }
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw HttpProblem.wrong("The body is no JSON: " + e.getOriginalMessage());
        }
        throw HttpProblem.wrong("Expected a JSON object as the body.");
    }

    void answer(JsonNode json) throws IOException {
        answer(200, json);
    }

    void answer(int status, JsonNode json) throws IOException {
        exchange.setStatusCode(status);
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=utf-8");
        exchange.setResponseContentLength(bytes.length);
        exchange.getOutputStream().write(bytes);
    }

    /** A file to save. */
    OutputStream download(String type, String name) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        return exchange.getOutputStream();
    }

    HttpServerExchange exchange() {
        return exchange;
    }
}
