package io.runnel.dashboard.browser;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.bidi.BiDi;
import org.openqa.selenium.bidi.Command;
import org.openqa.selenium.bidi.Connection;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;

/**
 * Firefox without a screen; a page's size is set by WebDriver BiDi, since its window has a least
 * width.
 */
record Firefox() implements Engine {
    private static final String[] BROWSERS = {"/usr/bin/firefox-esr", "/usr/bin/firefox"};
    private static final String DRIVER = "geckodriver";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static boolean isThere() {
        return Browser.program(BROWSERS).isPresent() && Browser.program(DRIVER).isPresent();
    }

    @Override
    public List<String> command(int port) {
        return List.of(
                Browser.program(DRIVER).orElseThrow().toString(),
                "--port",
                Integer.toString(port),
                "--websocket-port",
                "0");
    }

    @Override
    public Map<String, String> environment(Path folder) {
        return Map.of();
    }

    @Override
    public Map<String, Object> capabilities(Look look, Path downloads) {
        Map<String, Object> preferences =
                Map.of(
                        "layout.css.prefers-color-scheme.content-override",
                        look.scheme().equals("dark") ? 0 : 1,
                        "ui.useOverlayScrollbars",
                        1,
                        "intl.accept_languages",
                        "en-GB",
                        "browser.download.folderList",
                        2,
                        "browser.download.dir",
                        downloads.toString());
        return Map.of(
                "webSocketUrl",
                true,
                "moz:firefoxOptions",
                Map.of(
                        "binary",
                        Browser.program(BROWSERS).orElseThrow().toString(),
                        "args",
                        List.of("-headless"),
                        "prefs",
                        preferences));
    }

    @Override
    public void resize(RemoteWebDriver driver, Look look) {
        URI socket = URI.create(driver.getCapabilities().getCapability("webSocketUrl").toString());
        HttpClient client =
                HttpClient.Factory.createDefault()
                        .createClient(ClientConfig.defaultConfig().baseUri(socket));
        try (BiDi bidi = new BiDi(new Connection(client, socket.toString()), PATIENCE)) {
            bidi.send(
                    new Command<>(
                            "browsingContext.setViewport",
                            Map.of(
                                    "context",
                                    driver.getWindowHandle(),
                                    "viewport",
                                    Map.of("width", look.width(), "height", look.height()),
                                    "devicePixelRatio",
                                    look.density())));
        }
    }

    /** Errors of JavaScript; what a page's policy forbids is not printed. */
    @Override
    public boolean isComplaint(String line) {
        return line.startsWith("JavaScript error: http://");
    }
}
