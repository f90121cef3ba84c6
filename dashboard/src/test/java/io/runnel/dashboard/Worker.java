package io.runnel.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who corrects labels and replays dead letters until the dashboard is gone. */
final class Worker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiClient client;
    private final Work work;
    private final AtomicInteger done = new AtomicInteger();
    private final CompletableFuture<Void> running;
    private volatile boolean stopping;

    private Worker(ApiClient client, Work work) {
        this.client = client;
        this.work = work;
        this.running =
                CompletableFuture.runAsync(this::run, task -> new Thread(task, "worker").start());
    }

    static Worker start(ApiClient client, Work work) {
        return new Worker(client, work);
    }

    /** How many deeds of this one were answered. */
    int done() {
        return done.get();
    }

    private void run() {
        try {
            while (!stopping) {
                int number = work.next();
                correct(number);
                replay(number % Flow.LETTERS);
            }
        } catch (IOException e) {
            // The dashboard was killed: what was not answered is not counted.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void correct(int number) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        "/api/corrections",
                        """
                        {"document_type":"ticket","document_id":"t-%d","task":"classification",
                         "right":{"label":"label-%d"}}"""
                                .formatted(number, number));
        // Until the document is followed, there is none to correct.
        if (answer.statusCode() == 201) {
            work.corrected(JSON.readTree(answer.body()).get("correction_id").asText());
            done.incrementAndGet();
        }
    }

    private void replay(int letter) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        "/api/rejects/replay",
                        "{\"confirm\":true,\"topic\":\"tickets-dlt\",\"partition\":0,\"offset\":%d}"
                                .formatted(letter));
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() == 200 && body.get("replayed").asInt() == 1) {
            work.replayed(body.get("audit_id").asText());
            done.incrementAndGet();
        }
    }

    @Override
    public void close() {
        stopping = true;
        running.join();
    }
}
