package io.runnel.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The calls of Flink's REST interface that a user makes to submit a jar. */
final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI cluster;

    FlinkRest(URI cluster) {
        this.cluster = cluster;
    }

    /** Task slots that wait for work; 0 while the cluster is starting. */
    int freeSlots() throws IOException, InterruptedException {
        try {
            return send(HttpRequest.newBuilder(cluster.resolve("/overview")).build())
                    .path("slots-available")
                    .asInt();
        } catch (ConnectException | NotReadyException e) {
            return 0;
        }
    }

    /** Uploads a jar; the answer names it for {@link #run}. */
    String upload(Path jar) throws IOException, InterruptedException {
        String boundary = "runnel-jar-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + jar.getFileName()
                                + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(jar));
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        String path =
                send(HttpRequest.newBuilder(cluster.resolve("/jars/upload"))
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                                .build())
                        .path("filename")
                        .asText();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Submits an uploaded jar with these arguments; answers with the job's id. */
    String run(String jar, List<String> arguments) throws IOException, InterruptedException {
        String body =
                JSON.writeValueAsString(
                        JSON.createObjectNode()
                                .set("programArgsList", JSON.valueToTree(arguments)));
        return send(HttpRequest.newBuilder(cluster.resolve("/jars/" + jar + "/run"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .path("jobid")
                .asText();
    }

    /** {@code RUNNING}, {@code CANCELED}, … */
    String state(String job) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(cluster.resolve("/jobs/" + job)).build())
                .path("state")
                .asText();
    }

    void cancel(String job) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(cluster.resolve("/jobs/" + job))
                        .method("PATCH", HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 503) {
            throw new NotReadyException(response.body());
        }
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    request.method()
                            + " "
                            + request.uri()
                            + " answered "
                            + response.statusCode()
                            + ": "
                            + response.body());
        }
        return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    /** The JobManager listens, and elects its leader. */
    private static final class NotReadyException extends IOException {
        private static final long serialVersionUID = 1L;

        NotReadyException(String message) {
            super(message);
        }
    }
}
