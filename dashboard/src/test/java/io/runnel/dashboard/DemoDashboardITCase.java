package io.runnel.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.demo.DemoCompanion;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.local.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard that a demo starts, as the demo finds it. */
class DemoDashboardITCase {
    private static final Path MODELS = Path.of("../model-store/models");
    private static final Pattern ADDRESS =
            Pattern.compile("The dashboard is at (http://127\\.0\\.0\\.1:(\\d+)/#token=\\S+)");

    @TempDir Path folder;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysThatItsPortIsTakenAndAnswersAtAnotherOne() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                ServerSocket taken = takeUsualPort()) {
            broker.createTopics(1, DefaultTopics.all());
            DemoCompanion companion =
                    ServiceLoader.load(DemoCompanion.class).findFirst().orElseThrow();
            var place =
                    new DemoCompanion.Place(
                            broker.bootstrapServers(), folder.resolve("companions"), MODELS);
            AutoCloseable started = companion.start(place, terminal());
            try {
                assertThat(said())
                        .contains("Port 8099 is not free, so the dashboard takes another one.");
                Matcher address = ADDRESS.matcher(said());
                assertThat(address.find()).as(said()).isTrue();
                assertThat(address.group(2)).isNotEqualTo("8099");
                ApiClient client = new ApiClient(address.group(1));
                assertThat(client.get("/api/status").get("why_available").asBoolean()).isTrue();
            } finally {
                started.close();
            }
            assertThat(taken.isClosed()).isFalse();
        }
    }

    /** The port, or a socket that is bound elsewhere if somebody has taken it already. */
    private static ServerSocket takeUsualPort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            return new ServerSocket(ServerOptions.DEFAULT_PORT, 1, loopback);
        } catch (BindException e) {
            return new ServerSocket(0, 1, loopback);
        }
    }

    private String said() {
        return err.toString(UTF_8);
    }

    private Terminal terminal() {
        return new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.Screen.PLAIN);
    }
}
