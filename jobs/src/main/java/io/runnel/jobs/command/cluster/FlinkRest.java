package io.runnel.jobs.command.cluster;

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
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls of Flink's REST interface that a user makes to submit a jar and look after its job. */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration UPLOAD_PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI cluster;

    /** A failure that a JobManager which is starting, electing or away may cause. */
    public static final class NotReadyException extends IOException {
        private static final long serialVersionUID = 1L;

        NotReadyException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Flink could not make a savepoint; the job goes on as it was. */
    public static final class SavepointFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SavepointFailedException(String message) {
            super(message);
        }
    }

    /**
     * How a job is submitted.
     *
     * @param jar as {@link #upload} named it
     * @param parallelism of its operators
     */
    public record Submission(
            String jar, List<String> arguments, int parallelism, Optional<String> savepoint) {}

    public FlinkRest(URI cluster) {
        this.cluster = cluster;
    }

    /** Task slots that wait for work; 0 while the cluster is starting. */
    public int freeSlots() throws IOException, InterruptedException {
        try {
            return get("/overview").path("slots-available").asInt();
        } catch (NotReadyException e) {
            return 0;
        }
    }

    /** What the cluster says of itself: slots, TaskManagers, jobs. */
    public JsonNode overview() throws IOException, InterruptedException {
        return get("/overview");
    }

    /** The jobs that the cluster knows, each with {@code id} and {@code status}. */
    public List<JsonNode> jobs() throws IOException, InterruptedException {
        List<JsonNode> jobs = new ArrayList<>();
        get("/jobs").path("jobs").forEach(jobs::add);
        return jobs;
    }

    /** Uploads a jar; the answer names it for a {@link Submission}. */
    public String upload(Path jar) throws IOException, InterruptedException {
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
                                .timeout(UPLOAD_PATIENCE)
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())))
                        .path("filename")
                        .asText();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Submits a job and answers with its id. */
    public String run(Submission submission) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("parallelism", submission.parallelism());
        body.set("programArgsList", JSON.valueToTree(submission.arguments()));
        submission.savepoint().ifPresent(path -> body.put("savepointPath", path));
        return post("/jars/" + submission.jar() + "/run", body).path("jobid").asText();
    }

    /** {@code RUNNING}, {@code CANCELED}, … */
    public String state(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job).path("state").asText();
    }

    /** Whether every task of a job runs: models are loaded, records are read. */
    public boolean reads(String job) throws IOException, InterruptedException {
        JsonNode tasks = get("/jobs/" + job).path("vertices");
        for (JsonNode task : tasks) {
            if (task.path("tasks").path("RUNNING").asInt() != task.path("parallelism").asInt()) {
                return false;
            }
        }
        return !tasks.isEmpty();
    }

    /** The failures of a job, newest first, each with {@code exceptionName} and more. */
    public List<JsonNode> failures(String job) throws IOException, InterruptedException {
        List<JsonNode> failures = new ArrayList<>();
        get("/jobs/" + job + "/exceptions?maxExceptions=100")
                .path("exceptionHistory")
                .path("entries")
                .forEach(failures::add);
        return failures;
    }

    /** How many checkpoints of a job are complete. */
    public long checkpoints(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asLong();
    }

    /**
     * Begins to stop a job with a savepoint in this folder; {@link #savepoint} tells when it is
     * done.
     */
    public String stop(String job, Path savepoints) throws IOException, InterruptedException {
        ObjectNode body =
                JSON.createObjectNode().put("targetDirectory", savepoints.toUri().toString());
        return post("/jobs/" + job + "/stop", body).path("request-id").asText();
    }

    /**
     * Begins to make a savepoint in this folder while the job goes on; {@link #savepoint} tells
     * when it is done. Flink commits nothing for it.
     */
    public String save(String job, Path savepoints) throws IOException, InterruptedException {
        ObjectNode body =
                JSON.createObjectNode()
                        .put("target-directory", savepoints.toUri().toString())
                        .put("cancel-job", false);
        return post("/jobs/" + job + "/savepoints", body).path("request-id").asText();
    }

    /**
     * Where the savepoint lies, once it is complete.
     *
     * @throws SavepointFailedException if Flink could not make it
     */
    public Optional<String> savepoint(String job, String stop)
            throws IOException, InterruptedException {
        JsonNode answer = get("/jobs/" + job + "/savepoints/" + stop);
        if (answer.path("operation").has("failure-cause")) {
            throw new SavepointFailedException("The savepoint failed: " + answer);
        }
        return Optional.ofNullable(answer.path("operation").path("location").textValue());
    }

    /** Begins to cancel a job; {@link #state} tells when it is gone. */
    public void cancel(String job) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(cluster.resolve("/jobs/" + job))
                        .timeout(PATIENCE)
                        .method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    /** Any other question. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(cluster.resolve(path)).timeout(PATIENCE));
    }

    private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(cluster.resolve(path))
                        .timeout(UPLOAD_PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode send(HttpRequest.Builder asked) throws IOException, InterruptedException {
        HttpRequest request = asked.build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new NotReadyException("Nobody listens at " + cluster + ".", e);
        } catch (HttpTimeoutException e) {
            throw new NotReadyException(cluster + " does not answer.", e);
        }
        if (response.statusCode() == 503) {
            throw new NotReadyException(response.body(), null);
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
}
