package io.runnel.dashboard.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.remote.RemoteWebDriver;

/** Safari's engine in WebKitGTK's small browser, in a window on a screen that nobody sees. */
record WebKit() implements Engine {
    private static final String DRIVER = "WebKitWebDriver";
    private static final String SCREEN = "xvfb-run";
    private static final String[] BROWSERS = {
        "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
    };

    /** The window's own buttons would make it wider than a phone. */
    private static final String NARROW =
            "toolbar, toolbar *, window box box * { min-width: 0; padding: 0; margin: 0; border: 0;"
                    + " font-size: 1px; -gtk-icon-transform: scale(0.1); }";

    static boolean isThere() {
        return Browser.program(BROWSERS).isPresent()
                && Browser.program(DRIVER).isPresent()
                && Browser.program(SCREEN).isPresent();
    }

    @Override
    public List<String> command(int port) {
        return List.of(
                Browser.program(SCREEN).orElseThrow().toString(),
                "--auto-servernum",
                "--server-args=-screen 0 1600x1200x24",
                Browser.program(DRIVER).orElseThrow().toString(),
                "--port=" + port);
    }

    @Override
    public Map<String, String> environment(Path folder) {
        try {
            Path home = Files.createDirectories(folder.resolve("home"));
            Path style = Files.createDirectories(home.resolve(".config/gtk-3.0"));
            Files.writeString(style.resolve("gtk.css"), NARROW);
            Files.writeString(
                    home.resolve(".config/user-dirs.dirs"),
                    "XDG_DOWNLOAD_DIR=\"%s\"%n".formatted(folder.resolve("downloads")));
            return Map.of(
                    "HOME",
                    home.toString(),
                    "XDG_CONFIG_HOME",
                    home.resolve(".config").toString(),
                    "LC_ALL",
                    "en_GB.UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Object> capabilities(Look look, Path downloads) {
        List<String> arguments = new ArrayList<>(List.of("--automation"));
        if (look.scheme().equals("dark")) {
            arguments.add("--dark-mode");
        }
        return Map.of(
                "webkitgtk:browserOptions",
                Map.of(
                        "binary",
                        Browser.program(BROWSERS).orElseThrow().toString(),
                        "args",
                        arguments));
    }

    /** The window is as much higher than the page as its buttons are. */
    @Override
    public void resize(RemoteWebDriver driver, Look look) {
        driver.manage().window().setSize(new Dimension(look.width(), look.height()));
        Number inside = (Number) driver.executeScript("return innerHeight");
        int above = look.height() - inside.intValue();
        driver.manage().window().setSize(new Dimension(look.width(), look.height() + above));
    }

    /** The driver hands nothing of the console on. */
    @Override
    public boolean isComplaint(String line) {
        return false;
    }
}
