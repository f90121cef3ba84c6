package io.runnel.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the page asks, one request at a time through HTTP, and how long each takes. */
final class TimedRequests {
    private static final String SQL = "sql ";
    private static final Pattern MILLIS = Pattern.compile("\"rows\"\\s*:\\s*\\[\\[\"?(\\d+)");

    /** Of a store that has dead letters. */
    private static final String LETTERS = "api/rejects";

    private static final List<String> ASKED =
            List.of(
                    "api/status",
                    "api/now",
                    "api/overview",
                    "api/documents",
                    "api/documents?sort=arrival&order=desc&limit=8",
                    "api/overview?type=ticket&sentiment=negative",
                    "api/overview?entity=Porto&type=ticket",
                    "api/overview?from=2026-11-25T00:00:00Z&until=2026-11-26T00:00:00Z",
                    "api/overview?q=rare77",
                    "api/overview?q=card",
                    "api/documents?type=ticket&sentiment=negative&label=cards",
                    "api/documents?min_confidence=0.8&sort=confidence",
                    "api/documents?q=rare77&sort=relevance",
                    "api/documents?q=card%20refund&sort=relevance",
                    "api/documents?q=card%20refund&sort=relevance&type=ticket",
                    "api/documents/ticket/t500001",
                    LETTERS,
                    LETTERS + "/tickets-dlt/0/12345",
                    SQL
                            + "SELECT document_type, label, count(*) AS n FROM documents GROUP BY ALL"
                            + " ORDER BY n DESC",
                    SQL
                            + "SELECT date_trunc('hour', time) AS hour, avg((sentiment ="
                            + " 'negative')::INTEGER) FROM documents GROUP BY ALL ORDER BY hour");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private final String token;

    /**
     * @param addressWithToken as it is printed
     */
    TimedRequests(String addressWithToken) {
        String[] parts = addressWithToken.split("#token=", -1);
        this.address = parts[0];
        this.token = parts[1];
    }

    /** As {@link #measure}, of a store with documents alone. */
    void measureDocuments(int rounds) throws IOException, InterruptedException {
        measure(rounds, ASKED.stream().filter(asked -> !asked.startsWith(LETTERS)).toList());
    }

    /** Asks everything so often, in turn, and prints the first, the middle and the slowest time. */
    void measure(int rounds) throws IOException, InterruptedException {
        measure(rounds, ASKED);
    }

    private void measure(int rounds, List<String> all) throws IOException, InterruptedException {
        Map<String, double[]> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String asked : all) {
                times.computeIfAbsent(asked, unused -> new double[rounds])[round] = time(asked);
            }
        }
        System.out.printf("%-66s %8s %8s %8s%n", "request (ms)", "first", "median", "slowest");
        times.forEach(TimedRequests::print);
    }

    private static void print(String asked, double[] all) {
        double[] more = Arrays.copyOfRange(all, 1, all.length);
        Arrays.sort(more);
        System.out.printf(
                "%-66.66s %8.0f %8.0f %8.0f%n",
                asked, all[0], more[more.length / 2], more[more.length - 1]);
    }

    /** Milliseconds since the record that the store took in last was written to Kafka. */
    double age() throws IOException, InterruptedException {
        String answer =
                ask(SQL + "SELECT epoch_ms(arg_max(written_at, seq)) FROM documents").body();
        Matcher millis = MILLIS.matcher(answer);
        if (!millis.find()) {
            throw new IOException("No time in " + answer);
        }
        return Instant.now().toEpochMilli() - Double.parseDouble(millis.group(1));
    }

    private double time(String asked) throws IOException, InterruptedException {
        long started = System.nanoTime();
        HttpResponse<String> answer = ask(asked);
        if (answer.statusCode() != 200) {
            throw new IOException(asked + " answered " + answer.statusCode() + answer.body());
        }
        return (System.nanoTime() - started) / 1e6;
    }

    private HttpResponse<String> ask(String asked) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        if (asked.startsWith(SQL)) {
            request.uri(URI.create(address + "api/sql"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .POST(
                            BodyPublishers.ofString(
                                    "{\"sql\":\"" + asked.substring(SQL.length()) + "\"}"));
        } else {
            request.uri(URI.create(address + asked));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
