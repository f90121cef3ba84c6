package io.runnel.dashboard.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.FluentWait;

/** A browser behind its driver's own program; it starts anew where colours change. */
final class DrivenBrowser implements Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Engine engine;
    private final Path downloads;
    private final Path output;
    private final int port;
    private final Process program;
    private RemoteWebDriver driver;
    private Look shown;
    private int told;

    DrivenBrowser(Engine engine, Path folder) {
        this.engine = engine;
        downloads = Browser.downloadsIn(folder);
        output = folder.resolve("driver.log");
        try {
            port = freePort();
            ProcessBuilder builder =
                    new ProcessBuilder(engine.command(port))
                            .directory(downloads.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(engine.environment(folder));
            program = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            new FluentWait<>(port)
                    .withTimeout(PATIENCE)
                    .withMessage("The driver does not listen; its output is in " + output)
                    .until(DrivenBrowser::listens);
        } catch (TimeoutException e) {
            end(program);
            throw e;
        }
    }

    @Override
    public Browser look(Look look) {
        if (shown == null || !shown.scheme().equals(look.scheme())) {
            if (driver != null) {
                driver.quit();
            }
            driver =
                    new RemoteWebDriver(
                            address(),
                            new ImmutableCapabilities(engine.capabilities(look, downloads)));
        }
        engine.resize(driver, look);
        shown = look;
        return this;
    }

    @Override
    public Path downloads() {
        return downloads;
    }

    @Override
    public List<String> complaints() {
        try {
            List<String> lines = Files.readAllLines(output);
            List<String> fresh = lines.subList(told, lines.size());
            told = lines.size();
            return fresh.stream().filter(engine::isComplaint).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RemoteWebDriver driver() {
        return driver;
    }

    /** By the page itself: WebKit's driver leaves out what may be cut at its end. */
    @Override
    public String text(WebElement element) {
        return String.valueOf(
                driver.executeScript("return arguments[0].innerText.trim()", element));
    }

    @Override
    public void close() {
        if (driver != null) {
            driver.quit();
        }
        end(program);
    }

    /** What it started goes first, so that a program that waits for that can clear up. */
    private static void end(Process program) {
        program.descendants().forEach(ProcessHandle::destroy);
        try {
            if (!program.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                program.destroy();
                program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URL address() {
        try {
            return URI.create("http://127.0.0.1:" + port).toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
