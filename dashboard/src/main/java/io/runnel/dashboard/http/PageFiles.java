package io.runnel.dashboard.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page's own files, read once at the start; nothing else can be reached through it. The page
 * names its files by a version that changes with any of them, so that a browser keeps them and asks
 * for none of them again.
 */
final class PageFiles {
    private static final String PAGE = "/io/runnel/dashboard/page";
    private static final String LIBRARIES = "/io/runnel/dashboard/lib";
    private static final String INDEX = "index.html";
    private static final Pattern VERSIONED = Pattern.compile("v-([0-9a-f]{16})/(.*)");
    private static final String ASK_AGAIN = "no-cache";
    private static final String KEEP = "public, max-age=31536000, immutable";

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

    private final Map<String, byte[]> files = new TreeMap<>();
    private final String version;
    private final byte[] page;

    PageFiles() {
        read(PAGE, "");
        read(LIBRARIES, "lib/");
        MessageDigest digest = sha256();
        files.forEach(
                (name, bytes) -> {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update(bytes);
                });
        version = HexFormat.of().formatHex(digest.digest(), 0, 8);
        page =
                new String(files.get(INDEX), StandardCharsets.UTF_8)
                        .replace("\"/assets/", "\"/assets/v-" + version + "/")
                        .getBytes(StandardCharsets.UTF_8);
    }

    /** Answers with the page. */
    void page(HttpServerExchange exchange) throws IOException {
        send(exchange, page, TYPES.get("html"), ASK_AGAIN);
    }

    /** Answers with the file behind {@code /assets/}, with or without the version before it. */
    void asset(HttpServerExchange exchange) throws IOException {
        String name = exchange.getRequestPath().substring("/assets/".length());
        Matcher versioned = VERSIONED.matcher(name);
        boolean named = versioned.matches();
        byte[] bytes = files.get(named ? versioned.group(2) : name);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (bytes == null || type == null) {
            throw HttpProblem.missing("There is no such file.");
        }
        // A page of an earlier start names an earlier version; it must not keep this one for it.
        boolean ours = named && versioned.group(1).equals(version);
        send(exchange, bytes, type, ours ? KEEP : ASK_AGAIN);
    }

    private static void send(HttpServerExchange exchange, byte[] bytes, String type, String caching)
            throws IOException {
        String tag = "\"" + HexFormat.of().formatHex(sha256().digest(bytes), 0, 16) + "\"";
        exchange.getResponseHeaders().put(Headers.ETAG, tag);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, caching);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        if (tag.equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH))) {
            exchange.setStatusCode(304);
            return;
        }
        exchange.setResponseContentLength(bytes.length);
        exchange.getOutputStream().write(bytes);
    }

    private void read(String folder, String prefix) {
        URL place = PageFiles.class.getResource(folder);
        if (place == null) {
            return;
        }
        try {
            if (place.openConnection() instanceof JarURLConnection jar) {
                Path file = Path.of(jar.getJarFileURL().toURI());
                try (FileSystem inside = FileSystems.newFileSystem(file)) {
                    read(inside.getPath(folder), prefix);
                }
            } else {
                read(Path.of(place.toURI()), prefix);
            }
        } catch (IOException | URISyntaxException e) {
            throw new UncheckedIOException(
                    "The page's files cannot be read from " + place + ".", new IOException(e));
        }
    }

    private void read(Path folder, String prefix) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                files.put(prefix + name, Files.readAllBytes(file));
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one has not.", e);
        }
    }
}
