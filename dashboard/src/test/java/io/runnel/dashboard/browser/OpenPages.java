package io.runnel.dashboard.browser;

import io.runnel.dashboard.LiveStore;
import io.runnel.dashboard.ServedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * Leaves pages open while documents stream in, and tells every minute what they hold, how far they
 * have shifted, and what the server holds: {@code OpenPages FOLDER PER_SECOND MINUTES}, with the
 * folder that {@code MillionDocuments} has filled. One page stays at each view, each in a browser
 * of its own; one more goes round all of them.
 */
public final class OpenPages {
    private static final List<String> LEFT_OPEN =
            List.of("view=now", "view=say", "view=find&q=card", "view=rejects");
    private static final String ROUND = "nsfrca";
    private static final int LETTERS = 20_000;
    private static final int PAUSE_MS = 1_500;

    /** Sums what moved by itself up, and the work that kept the page from answering. */
    private static final String WATCH =
            """
            globalThis.shifted = 0; globalThis.blocked = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((each) => {
              if (!each.hadRecentInput) { globalThis.shifted += each.value; }
            })).observe({ type: "layout-shift", buffered: true });
            new PerformanceObserver((list) => list.getEntries().forEach((each) => {
              globalThis.blocked += each.duration - 50;
            })).observe({ type: "longtask", buffered: true });""";

    private OpenPages() {}

    /** A browser with a page of this name. */
    private record Open(String name, Chromium chromium, Path profile) {
        static Open at(String name, String address) throws IOException {
            Path profile = Files.createTempDirectory("runnel-open");
            Open open = new Open(name, Chromium.start(profile).look(Look.LIGHT), profile);
            open.driver()
                    .executeCdpCommand(
                            "Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
            open.driver().get(address);
            return open;
        }

        ChromeDriver driver() {
            return chromium.driver();
        }

        void tell(long minute) {
            PageMemory memory = PageMemory.of(driver());
            System.out.printf(
                    "%3d min  %-18s heap %6.2f MB, %6d nodes, %5d listeners, %d documents; shifted %s;"
                            + " blocked %s ms%n",
                    minute,
                    name,
                    memory.heap() / 1e6,
                    memory.nodes(),
                    memory.listeners(),
                    memory.documents(),
                    driver().executeScript("return shifted.toFixed(4)"),
                    driver().executeScript("return Math.round(blocked)"));
        }
    }

    public static void main(String[] arguments) throws Exception {
        var load = new LiveStore.Load(Integer.parseInt(arguments[1]), LETTERS);
        long minutes = Long.parseLong(arguments[2]);
        List<Open> pages = new ArrayList<>();
        try (LiveStore live = LiveStore.start(Path.of(arguments[0]), load)) {
            String[] address = live.client().addressWithToken().split("#", -1);
            for (String view : LEFT_OPEN) {
                pages.add(Open.at(view, address[0] + "?" + view + "#" + address[1]));
            }
            Open round = Open.at("round all views", live.client().addressWithToken());
            pages.add(round);
            long started = System.nanoTime();
            for (long minute = 0; minute <= minutes; minute++) {
                while (System.nanoTime() - started < TimeUnit.MINUTES.toNanos(minute)) {
                    goRound(round.driver());
                }
                for (Open page : pages) {
                    page.tell(minute);
                }
                System.out.printf(
                        "%3d min  server: %s; %s%n", minute, live.memory(), ServedStore.machine());
            }
        } finally {
            for (Open page : pages) {
                page.chromium().close();
                MillionViews.delete(page.profile());
            }
        }
    }

    /** Looks at each view for a moment, by the keyboard. */
    private static void goRound(ChromeDriver driver) throws InterruptedException {
        for (int i = 0; i < ROUND.length(); i++) {
            new Actions(driver)
                    .sendKeys(Keys.ESCAPE)
                    .sendKeys("g")
                    .sendKeys(ROUND.substring(i, i + 1))
                    .perform();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }
}
