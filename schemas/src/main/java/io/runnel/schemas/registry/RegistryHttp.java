package io.runnel.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Questions to a registry until it answers: what does not answer, or says that it cannot now, is
 * asked again, the next of its addresses first, until patience ends.
 *
 * <p>{@link HttpURLConnection} and not {@code java.net.http}: a job that is cancelled leaves no
 * selector thread behind that holds its class loader, and a registry is asked once for each schema.
 * Redirects are not followed: credentials go where the settings say and nowhere else.
 */
final class RegistryHttp {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 10_000;
    private static final int MAX_BODY_BYTES = 16 << 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final RegistrySettings settings;
    private final Optional<String> authorization;

    RegistryHttp(RegistrySettings settings) {
        this.settings = settings;
        this.authorization =
                RegistryCredentials.header(settings.credentialsFile(), System.getenv());
    }

    /**
     * What came back.
     *
     * @param status of HTTP
     * @param body JSON, or a missing node where it is something else
     */
    record Answer(int status, JsonNode body) {
        boolean isGood() {
            return status / 100 == 2;
        }

        /** The registry's own number for what is wrong, 0 if it is not a registry that answers. */
        int errorCode() {
            return body.path("error_code").asInt(0);
        }

        String message() {
            return body.path("message").asText("no reason");
        }
    }

    /**
     * The answer of a registry.
     *
     * @param body JSON, or {@code null} for none
     * @throws RegistryUnavailable if nobody answers in time, or not as a registry does
     */
    Answer ask(String method, String path, JsonNode body) {
        Answer answer = askAnybody(method, path, body);
        // An answer of something that is no registry would be taken for one about the schema.
        if (answer.isGood() ? answer.body().isMissingNode() : answer.errorCode() == 0) {
            throw noRegistry(answer);
        }
        return answer;
    }

    /**
     * The body of a good answer that has a schema.
     *
     * @throws RegistryUnavailable if it has none: what answers so is no registry
     */
    JsonNode schema(Answer answer) {
        if (!answer.body().path("schema").isTextual()) {
            throw noRegistry(answer);
        }
        return answer.body();
    }

    private RegistryUnavailable noRegistry(Answer answer) {
        return new RegistryUnavailable(
                "What answers at "
                        + settings.urls()
                        + " is no schema registry that speaks Confluent's protocol (status "
                        + answer.status()
                        + "). Check schemas.registry.url; Apicurio's is"
                        + " http://HOST:PORT/apis/ccompat/v7.",
                null);
    }

    /**
     * The answer of whoever answers: a registry that does not know the question says so with a
     * page.
     *
     * @throws RegistryUnavailable if nobody answers in time, or refuses who asks
     */
    Answer askAnybody(String method, String path, JsonNode body) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        Duration pause = FIRST_PAUSE;
        for (int attempt = 0; ; attempt++) {
            URI url = settings.urls().get(attempt % settings.urls().size());
            String trouble;
            IOException cause = null;
            try {
                Answer answer = askOnce(method, URI.create(url + path), body);
                if (!canTryAgain(answer.status())) {
                    return admitted(answer, url);
                }
                trouble = "status " + answer.status();
            } catch (IOException e) {
                cause = e;
                trouble = e.toString();
            }
            if (System.nanoTime() + pause.toNanos() > deadline) {
                throw unavailable(url, trouble, cause);
            }
            sleep(pause, url);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    private static boolean canTryAgain(int status) {
        return status / 100 == 5 || status == 429 || status == 408;
    }

    private static Answer admitted(Answer answer, URI url) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw new RegistryUnavailable(
                    "The schema registry at "
                            + url
                            + " refuses who asks (status "
                            + answer.status()
                            + "). Give user:password or a token in the file that"
                            + " schemas.registry.credentials-file names, or in the variable "
                            + RegistryCredentials.VARIABLE
                            + ", on every TaskManager and where the job is submitted.",
                    null);
        }
        return answer;
    }

    private Answer askOnce(String method, URI url, JsonNode body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            connection.setRequestMethod(method);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setRequestProperty("Accept", MEDIA_TYPE + ", application/json");
            // Without it, Confluent's leaves GUIDs out.
            connection.setRequestProperty("Confluent-Accept-Unknown-Properties", "true");
            authorization.ifPresent(value -> connection.setRequestProperty("Authorization", value));
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", MEDIA_TYPE);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(JSON.writeValueAsBytes(body));
                }
            }
            return new Answer(connection.getResponseCode(), read(connection));
        } finally {
            connection.disconnect();
        }
    }

    private static JsonNode read(HttpURLConnection connection) throws IOException {
        boolean good = connection.getResponseCode() < 400;
        try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
            if (in == null) {
                return MissingNode.getInstance();
            }
            byte[] bytes = in.readNBytes(MAX_BODY_BYTES);
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private RegistryUnavailable unavailable(URI url, String trouble, Exception cause) {
        return new RegistryUnavailable(
                "The schema registry at "
                        + url
                        + " did not answer within "
                        + settings.patience().toMillis()
                        + " ms: "
                        + trouble
                        + ". Check that it runs and can be reached from here, and"
                        + " schemas.registry.url.",
                cause);
    }

    private void sleep(Duration pause, URI url) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(url, "asking was interrupted", e);
        }
    }
}
