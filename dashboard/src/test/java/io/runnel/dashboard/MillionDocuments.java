package io.runnel.dashboard;

import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.BatchWriter;
import io.runnel.dashboard.store.IndexKeeper;
import io.runnel.dashboard.store.Store;
import io.runnel.dashboard.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Fills a store and times what the page asks, through HTTP: {@code MillionDocuments FOLDER N}; with
 * {@code PER_SECOND} behind it while so many documents a second stream in, which stay in the
 * folder. Prints the time of the first request, and the median and the slowest of the others. A
 * folder that has documents gets no N others.
 */
public final class MillionDocuments {
    private static final int BATCH = 5_000;
    private static final int ROUNDS = 10;
    private static final int LIVE_ROUNDS = 21;
    private static final int LETTERS = 20_000;
    private static final int PAUSE_MS = 250;

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
        if (arguments.length < 3) {
            measure(folder);
        } else {
            measure(folder, Integer.parseInt(arguments[2]));
        }
    }

    private static void fill(Store store, TextIndex index, int wanted) {
        BatchWriter writer = new BatchWriter(store);
        IndexKeeper keeper = new IndexKeeper(store, index);
        GeneratedDocuments documents = new GeneratedDocuments();
        long started = System.nanoTime();
        for (int first = 0; first < wanted; first += BATCH) {
            Batch batch = new Batch();
            for (int i = first; i < Math.min(wanted, first + BATCH); i++) {
                batch.add(documents.next(i));
            }
            keeper.follow(writer.write(batch));
        }
        keeper.commit();
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "filled %,d documents in %.0f s (%,.0f/s)%n", wanted, seconds, wanted / seconds);
    }

    /** Over a store at rest. */
    private static void measure(Path folder) throws IOException, InterruptedException {
        try (ServedStore served = ServedStore.of(folder)) {
            System.out.println(ServedStore.machine());
            new TimedRequests(served.addressWithToken()).measureDocuments(ROUNDS);
        }
    }

    /** While documents stream in. */
    private static void measure(Path folder, int perSecond) throws Exception {
        try (LiveStore live = LiveStore.start(folder, new LiveStore.Load(perSecond, LETTERS))) {
            System.out.println(ServedStore.machine());
            TimedRequests requests = new TimedRequests(live.client().addressWithToken());
            requests.measure(LIVE_ROUNDS);
            double[] ages = new double[LIVE_ROUNDS];
            for (int i = 0; i < LIVE_ROUNDS; i++) {
                ages[i] = requests.age();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
            Arrays.sort(ages);
            System.out.printf(
                    "newest record of the store: %.0f ms old in the median, %.0f at most; %s; %s%n",
                    ages[LIVE_ROUNDS / 2],
                    ages[LIVE_ROUNDS - 1],
                    live.memory(),
                    ServedStore.machine());
        }
    }
}
