package io.runnel.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Optional;

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

    /**
     * Submits an uploaded jar with these arguments, from a savepoint if there is one; answers with
     * the job's id.
     */
    String run(String jar, List<String> arguments, Optional<String> savepoint)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.set("programArgsList", JSON.valueToTree(arguments));
        savepoint.ifPresent(path -> body.put("savepointPath", path));
        return post("/jars/" + jar + "/run", body).path("jobid").asText();
    }

    /** {@code RUNNING}, {@code CANCELED}, … */
    String state(String job) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(cluster.resolve("/jobs/" + job)).build())
                .path("state")
                .asText();
    }

    /**
     * Begins to stop a job with a savepoint in this folder; {@link #savepoint} tells when it is
     * done.
     */
    String stop(String job, Path savepoints) throws IOException, InterruptedException {
        ObjectNode body =
                JSON.createObjectNode().put("targetDirectory", savepoints.toUri().toString());
        return post("/jobs/" + job + "/stop", body).path("request-id").asText();
    }

    /** Where the savepoint lies, once it is complete. */
    Optional<String> savepoint(String job, String stop) throws IOException, InterruptedException {
        JsonNode answer =
                send(
                        HttpRequest.newBuilder(
                                        cluster.resolve("/jobs/" + job + "/savepoints/" + stop))
                                .build());
        if (answer.path("operation").has("failure-cause")) {
            throw new IOException("The savepoint failed: " + answer);
        }
        return Optional.ofNullable(answer.path("operation").path("location").textValue());
    }

    private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(cluster.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
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
