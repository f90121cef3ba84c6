package io.runnel.dashboard.browser;

import java.io.File;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A Chromium that this machine has; nothing is downloaded, and closing it ends it. */
final class Chromium implements Browser {
    private static final String[] BROWSERS = {
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"
    };
    private static final String[] DRIVERS = {
        "/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver"
    };

    private final ChromeDriver driver;
    private final Path downloads;

    private Chromium(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    }

    static boolean isThere() {
        return Browser.program(BROWSERS).isPresent() && Browser.program(DRIVERS).isPresent();
    }

    /** Starts one with an empty profile. */
    static Chromium start(Path folder) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Browser.program(BROWSERS).orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
                "--accept-lang=en-GB",
                "--user-data-dir=" + folder.resolve("profile").toAbsolutePath());
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        File executable = Browser.program(DRIVERS).orElseThrow().toFile();
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(executable)
                        .usingAnyFreePort()
                        .build();
        return new Chromium(new ChromeDriver(service, options), Browser.downloadsIn(folder));
    }

    @Override
    public Chromium look(Look look) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", look.screen());
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme()))));
        return this;
    }

    @Override
    public Path downloads() {
        return downloads;
    }

    /** Errors, and what a page's policy forbids. */
    @Override
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public byte[] picture() {
        Object data =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data");
        return Base64.getDecoder().decode(data.toString());
    }

    @Override
    public ChromeDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
