package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;

/** Asks a dashboard as its page does. */
public final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI address;
    private final String token;

    /**
     * @param addressWithToken as it is printed
     */
    public ApiClient(String addressWithToken) {
        this.address = URI.create(addressWithToken);
        this.token = address.getFragment().substring("token=".length());
    }

    /** The address that lets a page write. */
    public String addressWithToken() {
        return address.toString();
    }

    public JsonNode get(String path) throws Exception {
        return JSON.readTree(ask(HttpRequest.newBuilder(address.resolve(path))).body());
    }

    /** What an answer says, good or bad. */
    public HttpResponse<String> send(String path, String body)
            throws IOException, InterruptedException {
        return ask(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(body)));
    }

    public JsonNode post(String path, String body) throws Exception {
        return JSON.readTree(send(path, body).body());
    }

    /** The first value of the answer to a question in SQL. */
    long number(String sql) throws Exception {
        JsonNode answer = post("/api/sql", JSON.createObjectNode().put("sql", sql).toString());
        assertThat(answer.has("rows")).as(answer.toString()).isTrue();
        return answer.at("/rows/0/0").asLong();
    }

    /** The answer as soon as it is as expected. */
    public JsonNode await(String path, Predicate<JsonNode> expected) throws Exception {
        return Eventually.get(
                () -> {
                    JsonNode answer = get(path);
                    assertThat(expected.test(answer)).as(answer.toString()).isTrue();
                    return answer;
                });
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
