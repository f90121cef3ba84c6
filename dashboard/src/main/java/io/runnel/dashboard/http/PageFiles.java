package io.runnel.dashboard.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/** The page's own files, from the class path; nothing else can be reached through it. */
final class PageFiles {
    private static final String PAGE = "/io/runnel/dashboard/page/";
    private static final String LIBRARIES = "/io/runnel/dashboard/lib/";
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9_-]+/){0,4}[a-z0-9_-][a-z0-9._-]*");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "mjs", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "ico", "image/x-icon",
                    "json", "application/json; charset=utf-8",
                    "woff2", "font/woff2");

    /** Answers with the page. */
    void page(HttpServerExchange exchange) throws IOException {
        send(exchange, PAGE + "index.html", "html");
    }

    /** Answers with the file behind {@code /assets/}. */
    void asset(HttpServerExchange exchange) throws IOException {
        String name = exchange.getRequestPath().substring("/assets/".length());
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (!NAME.matcher(name).matches() || name.contains("..") || type == null) {
            throw HttpProblem.missing("There is no such file.");
        }
        String path = name.startsWith("lib/") ? LIBRARIES + name.substring(4) : PAGE + name;
        send(exchange, path, name.substring(name.lastIndexOf('.') + 1));
    }

    private static void send(HttpServerExchange exchange, String path, String type)
            throws IOException {
        byte[] bytes;
        try (InputStream in = PageFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw HttpProblem.missing("There is no such file.");
            }
            bytes = in.readAllBytes();
        }
        String tag = "\"" + digest(bytes) + "\"";
        exchange.getResponseHeaders().put(Headers.ETAG, tag);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, TYPES.get(type));
        if (tag.equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH))) {
            exchange.setStatusCode(304);
            return;
        }
        exchange.setResponseContentLength(bytes.length);
        exchange.getOutputStream().write(bytes);
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one has not.", e);
        }
    }
}
