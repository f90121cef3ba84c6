package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.Runnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./runnel dashboard} as a process of its own, which can be killed. */
final class DashboardProcess implements AutoCloseable {
    private static final Pattern ADDRESS =
            Pattern.compile("The dashboard is at (http://\\S+#token=\\S+)");

    private final Process process;
    private final Path output;

    private DashboardProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * What the process is like.
     *
     * @param heap an option of Java
     * @param port 0 for a free one
     */
    record Shape(String heap, int port) {}

    /** Starts it with these options, at a free port. */
    static DashboardProcess start(Path output, String... options) throws IOException {
        return start(output, new Shape("-Xmx700m", 0), options);
    }

    /** Starts it with these options; what it says goes in the place of what the file has. */
    static DashboardProcess start(Path output, Shape shape, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                shape.heap(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Runnel.class.getName(),
                                "dashboard",
                                "--port",
                                Integer.toString(shape.port())));
        command.addAll(List.of(options));
        return new DashboardProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** Waits until it has said where it is. */
    ApiClient client() throws Exception {
        return Eventually.get(
                () -> {
                    String said = Files.readString(output);
                    Matcher address = ADDRESS.matcher(said);
                    assertThat(address.find()).as(said).isTrue();
                    return new ApiClient(address.group(1));
                });
    }

    /** Waits until it ends by itself; gives its exit code. */
    int ended() throws InterruptedException {
        return process.waitFor();
    }

    /** All that it has said. */
    String said() throws IOException {
        return Files.readString(output);
    }

    long pid() {
        return process.pid();
    }

    /** Ends it as Ctrl-C does. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
