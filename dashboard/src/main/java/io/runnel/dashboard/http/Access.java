package io.runnel.dashboard.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Set;

/**
 * Who may ask what: the host that is named must be this server, no page of another site asks,
 * writes come from the page itself, and whatever needs the token has it.
 */
final class Access {
    private static final String BEARER = "Bearer ";
    private static final HttpString ORIGIN = new HttpString("Origin");
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");

    /**
     * The page sets styles of elements (charts do), so attributes may carry them; no style sheet,
     * script or connection comes from anywhere else.
     */
    private static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr"
                    + " 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self';"
                    + " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors"
                    + " 'none'";

    private final Token token;
    private final Set<String> hosts;
    private final boolean open;

    Access(Bind bind, Token token) {
        this.token = token;
        this.hosts = bind.allowedHosts();
        this.open = bind.isLoopback();
    }

    /** What every answer carries, errors too. */
    static void addHeaders(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(new HttpString("Content-Security-Policy"), POLICY);
        headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
        headers.put(new HttpString("X-Frame-Options"), "DENY");
        headers.put(new HttpString("Referrer-Policy"), "no-referrer");
        headers.put(new HttpString("Cross-Origin-Opener-Policy"), "same-origin");
        headers.put(new HttpString("Cross-Origin-Resource-Policy"), "same-origin");
        headers.put(
                new HttpString("Permissions-Policy"), "camera=(), geolocation=(), microphone=()");
        if (exchange.getRequestPath().startsWith("/api")) {
            headers.put(Headers.CACHE_CONTROL, "no-store");
        }
    }

    /**
     * Lets a request through, or refuses it.
     *
     * @throws HttpProblem with what is missing
     */
    void check(HttpServerExchange exchange, Need need) {
        requireHost(exchange);
        refuseOtherSites(exchange);
        boolean write = need == Need.TOKEN;
        if (write) {
            requireOwnOrigin(exchange);
        }
        if (write || (need == Need.READ && !open)) {
            requireToken(exchange);
        }
    }

    private void requireHost(HttpServerExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        if (host == null || !hosts.contains(name(host))) {
            throw new HttpProblem(
                    421,
                    "The request names another host than this server; expected one of "
                            + hosts
                            + ". Use the address that was printed at start, or allow a name with"
                            + " --host.");
        }
    }

    /** The name without the port; {@code [::1]} keeps its brackets. */
    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int end = lower.startsWith("[") ? lower.indexOf(']') + 1 : lower.indexOf(':');
        return end <= 0 ? lower : lower.substring(0, end);
    }

    /** What another site cannot read, its pages could still ask for again and again. */
    private static void refuseOtherSites(HttpServerExchange exchange) {
        if (exchange.getRequestPath().startsWith("/api")
                && "cross-site".equals(exchange.getRequestHeaders().getFirst(FETCH_SITE))) {
            throw otherSite();
        }
    }

    private static HttpProblem otherSite() {
        return new HttpProblem(
                403, "The request comes from another site; only this server's own page may.");
    }

    /** A browser says where a request comes from; other programs say nothing. */
    private static void requireOwnOrigin(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        String origin = headers.getFirst(ORIGIN);
        String site = headers.getFirst(FETCH_SITE);
        boolean own =
                origin == null
                        ? site == null || site.equals("same-origin") || site.equals("none")
                        : origin.equals("http://" + headers.getFirst(Headers.HOST))
                                || origin.equals("https://" + headers.getFirst(Headers.HOST));
        if (!own) {
            throw otherSite();
        }
    }

    private void requireToken(HttpServerExchange exchange) {
        String said = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (said == null || !said.startsWith(BEARER)) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
            throw new HttpProblem(
                    401,
                    "This needs the token; expected the header 'Authorization: Bearer TOKEN'. Open"
                            + " the address that was printed at start: it carries the token.");
        }
        if (!token.matches(said.substring(BEARER.length()).strip())) {
            throw new HttpProblem(
                    403,
                    "The token is another one; it changes with every start unless --token-file names"
                            + " one. Open the address that was printed at start.");
        }
    }
}
