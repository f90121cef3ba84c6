package io.runnel.dashboard.browser;

import io.runnel.dashboard.LiveStore;
import io.runnel.dashboard.ServedStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.FluentWait;

/**
 * Times views of the page in Chromium, from the address to the last chart or row: {@code
 * MillionViews FOLDER [PART OF A VIEW'S NAME [PER_SECOND]]}, with the folder that {@code
 * MillionDocuments} has filled. Each view gets a server and a browser of its own, both new, so that
 * its first time is that of somebody who opens the page right after the start; nine more follow in
 * the same tab. With {@code PER_SECOND}, so many documents a second stream in meanwhile, into one
 * server that has been running for a while; they stay in the folder.
 */
public final class MillionViews {
    private static final int REPEATS = 9;
    private static final int LETTERS = 20_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Takes the time within the page, so that looking at it from outside does not disturb it. */
    private static final String CLOCK =
            """
            addEventListener("DOMContentLoaded", () => {
              const charts = () => document.querySelectorAll("#main .canvas");
              const drawn = () => [...charts()].every((each) => each.querySelector("canvas"));
              const there = () =>
                charts().length > 0 || document.querySelector("#main .results tbody tr, #main .document-grid");
              const look = () => {
                if (there() && drawn() && !document.querySelector("#main [aria-busy=true], #main .skeleton")) {
                  globalThis.shownAt = performance.timeOrigin + performance.now();
                } else {
                  requestAnimationFrame(look);
                }
              };
              look();
            });""";

    private static final List<View> VIEWS =
            List.of(
                    new View("What they say", "?view=say"),
                    new View(
                            "What they say, negative tickets",
                            "?view=say&type=ticket&sentiment=negative"),
                    new View("What they say, one entity", "?view=say&entity=Porto&type=ticket"),
                    new View(
                            "What they say, six days by the hour",
                            "?view=say&from=2026-11-26T00:00:00Z"),
                    new View("What they say, a common word", "?view=say&q=card"),
                    new View("Find", "?view=find"),
                    new View("Find, a rare word", "?view=find&q=rare77"),
                    new View("Find, two common words", "?view=find&q=card+refund"),
                    new View(
                            "Find, two common words of tickets",
                            "?view=find&q=card+refund&type=ticket"),
                    new View("One document", "?view=document&doc_type=ticket&doc_id=t500001"),
                    new View("Now", "?view=now"),
                    new View("Rejects", "?view=rejects"));

    private MillionViews() {}

    private record View(String name, String query) {}

    public static void main(String[] arguments) throws Exception {
        String part = arguments.length < 2 ? "" : arguments[1];
        System.out.println(ServedStore.machine());
        System.out.printf(
                "%-36s %9s %8s %8s %8s %8s%n",
                "view (ms)", "1st paint", "first", "paint", "median", "slowest");
        List<View> views = VIEWS.stream().filter(view -> view.name().contains(part)).toList();
        Path folder = Path.of(arguments[0]);
        if (arguments.length < 3) {
            for (View view : views) {
                atRest(view, folder);
            }
        } else {
            live(views, folder, Integer.parseInt(arguments[2]));
        }
        System.out.println(ServedStore.machine());
    }

    private static void atRest(View view, Path folder) throws Exception {
        Process server = server(folder);
        try {
            measure(view, firstLine(server));
        } finally {
            server.getOutputStream().close();
            server.waitFor();
        }
    }

    /** One server for all of them, that documents stream into. */
    private static void live(List<View> views, Path folder, int perSecond) throws Exception {
        try (LiveStore live = LiveStore.start(folder, new LiveStore.Load(perSecond, LETTERS))) {
            for (View view : views) {
                measure(view, live.client().addressWithToken().replaceFirst("#.*", ""));
            }
        }
    }

    private static void measure(View view, String server) throws Exception {
        Path profile = Files.createTempDirectory("runnel-views");
        try (Chromium chromium = Chromium.start(profile)) {
            ChromeDriver driver = chromium.look(Look.LIGHT).driver();
            driver.executeCdpCommand(
                    "Page.addScriptToEvaluateOnNewDocument", Map.of("source", CLOCK));
            visit(view, driver, server);
        } finally {
            delete(profile);
        }
    }

    private static Process server(Path folder) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServedStore.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void visit(View view, ChromeDriver driver, String server) {
        Time first = time(driver, server + view.query());
        Time[] more = new Time[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            more[i] = time(driver, server + view.query());
        }
        Arrays.sort(more, Comparator.comparing(Time::shown));
        System.out.printf(
                "%-36s %9.0f %8.0f %8.0f %8.0f %8.0f%n",
                view.name(),
                first.painted(),
                first.shown(),
                more[REPEATS / 2].painted(),
                more[REPEATS / 2].shown(),
                more[REPEATS - 1].shown());
    }

    /** Milliseconds from the address to the first paint, and until all is shown. */
    private record Time(double painted, double shown) {}

    private static Time time(ChromeDriver driver, String address) {
        driver.get("about:blank");
        double started = System.currentTimeMillis();
        driver.get(address);
        double shown =
                new FluentWait<>(driver)
                        .withTimeout(LONGEST)
                        .pollingEvery(Duration.ofMillis(100))
                        .until(page -> number(page, "return globalThis.shownAt ?? null"));
        Double painted =
                number(
                        driver,
                        "const paint = performance.getEntriesByName('first-contentful-paint')[0];"
                                + " return paint ? performance.timeOrigin + paint.startTime : null");
        return new Time(painted == null ? Double.NaN : painted - started, shown - started);
    }

    private static Double number(ChromeDriver driver, String script) {
        return driver.executeScript(script) instanceof Number found ? found.doubleValue() : null;
    }

    private static String firstLine(Process server) throws IOException {
        String line =
                new BufferedReader(
                                new InputStreamReader(
                                        server.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        if (line == null) {
            throw new IOException("The server ended before it told its address.");
        }
        return line;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
