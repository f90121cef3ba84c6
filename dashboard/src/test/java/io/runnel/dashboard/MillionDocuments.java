package io.runnel.dashboard;

import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.BatchWriter;
import io.runnel.dashboard.store.IncomingDocument;
import io.runnel.dashboard.store.IndexKeeper;
import io.runnel.dashboard.store.Store;
import io.runnel.dashboard.store.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Fills a store and times what the page asks, through HTTP: {@code MillionDocuments FOLDER N}.
 * Prints the time of the first request, and the median and the slowest of nine more. Run on a
 * folder that has documents, it adds none.
 */
public final class MillionDocuments {
    /** One for all requests, as a browser keeps its connection. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final int BATCH = 5_000;
    private static final int REPEATS = 9;
    private static final int RARE = 1_000;
    private static final String[] LABELS = {"billing", "cards", "delivery", "login", "hardware"};
    private static final String[] MOODS = {"negative", "neutral", "positive"};
    private static final String[] WORDS =
            ("card payment refund order parcel screen invoice account password printer network"
                            + " battery router contract transfer receipt manager branch customer delay")
                    .split(" ", -1);

    private MillionDocuments() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int wanted = Integer.parseInt(arguments[1]);
        try (Store store = Store.open(StoreSettings.in(folder));
                TextIndex index = TextIndex.open(store.settings().index())) {
            if (index.size() == 0) {
                fill(store, index, wanted);
            }
        }
        try (ServedStore served = ServedStore.of(folder)) {
            measure(served.address());
        }
    }

    private static void fill(Store store, TextIndex index, int wanted) {
        BatchWriter writer = new BatchWriter(store);
        IndexKeeper keeper = new IndexKeeper(store, index);
        Random random = new Random(7);
        long started = System.nanoTime();
        for (int first = 0; first < wanted; first += BATCH) {
            Batch batch = new Batch();
            for (int i = first; i < Math.min(wanted, first + BATCH); i++) {
                batch.add(document(i, random));
            }
            keeper.follow(writer.write(batch));
        }
        keeper.commit();
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "filled %,d documents in %.0f s (%,.0f/s)%n", wanted, seconds, wanted / seconds);
    }

    private static IncomingDocument document(int number, Random random) {
        StringBuilder text =
                new StringBuilder(random.nextInt(4) == 0 ? "Lost in Porto." : "Hello.");
        for (int i = 0; i < 60; i++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        text.append(" rare").append(random.nextInt(RARE));
        if (number % 5 == 0) {
            return Samples.invoice(
                    number, "Vendor " + random.nextInt(200), "12" + number % 90 + ".50");
        }
        return Samples.at(
                number,
                new Samples.Said(
                        "t" + number,
                        "Ticket about " + WORDS[random.nextInt(WORDS.length)],
                        text.toString(),
                        LABELS[random.nextInt(LABELS.length)],
                        MOODS[random.nextInt(MOODS.length)]));
    }

    private static void measure(String address) throws IOException, InterruptedException {
        String[] asked = {
            "api/status",
            "api/overview",
            "api/documents",
            "api/overview?type=ticket&sentiment=negative",
            "api/overview?entity=Porto&type=ticket",
            "api/overview?from=2026-11-25T00:00:00Z&until=2026-11-26T00:00:00Z",
            "api/overview?q=rare77",
            "api/documents?type=ticket&sentiment=negative&label=cards",
            "api/documents?min_confidence=0.8&sort=confidence",
            "api/documents?q=rare77&sort=relevance",
            "api/documents?q=card%20refund&sort=relevance",
            "api/documents?q=card%20refund&sort=relevance&type=ticket",
            "api/overview?q=card",
            "api/documents/ticket/t500001"
        };
        System.out.println(ServedStore.machine());
        System.out.printf("%-60s %8s %8s %8s%n", "request (ms)", "first", "median", "slowest");
        for (String path : asked) {
            double first = time(address + path);
            double[] more = new double[REPEATS];
            for (int i = 0; i < REPEATS; i++) {
                more[i] = time(address + path);
            }
            Arrays.sort(more);
            System.out.printf(
                    "%-60s %8.0f %8.0f %8.0f%n", path, first, more[REPEATS / 2], more[REPEATS - 1]);
        }
    }

    private static double time(String address) throws IOException, InterruptedException {
        long started = System.nanoTime();
        HttpResponse<byte[]> answer =
                CLIENT.send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        return (System.nanoTime() - started) / 1e6;
    }
}
