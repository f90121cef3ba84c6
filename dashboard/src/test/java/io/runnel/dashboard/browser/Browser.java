package io.runnel.dashboard.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * The browser that {@code -Drunnel.browser} names: {@code chromium}, which is also the one of no
 * name, {@code firefox} or {@code webkit}. Nothing is downloaded, and closing it ends it.
 */
sealed interface Browser extends AutoCloseable permits Chromium, DrivenBrowser {
    String MISSING =
            "The browser that -Drunnel.browser names (chromium, if none) is not on this machine, or"
                    + " its driver is not; docs/dashboard-page.md says what it needs. The page was"
                    + " not tried in it.";

    /** Whether this machine has it, and its driver. */
    static boolean isThere() {
        return switch (name()) {
            case "chromium" -> Chromium.isThere();
            case "firefox" -> Firefox.isThere();
            case "webkit" -> WebKit.isThere();
            default ->
                    throw new IllegalArgumentException(
                            "-Drunnel.browser: expected chromium, firefox or webkit, found '%s'."
                                    .formatted(name()));
        };
    }

    /**
     * Whether it is Chromium, the only one that measures layout shift and has a tree to look at.
     */
    static boolean isChromium() {
        return name().equals("chromium");
    }

    /** Starts it with a profile and a folder for downloads in this one. */
    static Browser start(Path folder) {
        return switch (name()) {
            case "firefox" -> new DrivenBrowser(new Firefox(), folder);
            case "webkit" -> new DrivenBrowser(new WebKit(), folder);
            default -> Chromium.start(folder);
        };
    }

    private static String name() {
        return System.getProperty("runnel.browser", "chromium");
    }

    /** The first of these programs that this machine has: paths, or names to look for on PATH. */
    static Optional<Path> program(String... candidates) {
        List<String> path = List.of(System.getenv("PATH").split(File.pathSeparator));
        return Stream.of(candidates)
                .flatMap(
                        each ->
                                each.startsWith("/")
                                        ? Stream.of(Path.of(each))
                                        : path.stream().map(folder -> Path.of(folder, each)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The folder for downloads in this one, made if it is not there. */
    static Path downloadsIn(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("downloads")).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the page like this from now on. */
    Browser look(Look look);

    /** Where files are saved. */
    Path downloads();

    /** What pages complained about since it was asked last, as far as the driver tells. */
    List<String> complaints();

    RemoteWebDriver driver();

    /** What stands in an element, as far as it is shown. */
    default String text(WebElement element) {
        return element.getText();
    }

    /** The part of the page that is in the window, as a PNG. */
    default byte[] picture() {
        return driver().getScreenshotAs(OutputType.BYTES);
    }

    @Override
    void close();
}
