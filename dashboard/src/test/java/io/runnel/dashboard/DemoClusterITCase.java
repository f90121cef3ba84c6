package io.runnel.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./runnel demo} as a whole: documents go through it, and its dashboard shows them. */
class DemoClusterITCase {
    private static final String MODELS = "runnel.models";
    private static final int DOCUMENTS = 24;
    private static final Pattern ADDRESS =
            Pattern.compile("The dashboard is at (http://127\\.0\\.0\\.1:\\d+/#token=\\S+)");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void useTheModelsOfTheCheckout() {
        System.setProperty(
                MODELS, Path.of("../model-store/models").toAbsolutePath().normalize().toString());
    }

    @AfterEach
    void forgetThem() {
        System.clearProperty(MODELS);
    }

    @Test
    void showsInItsDashboardWhatComesOut() throws Exception {
        Interruption interruption = Interruption.manual();
        CompletableFuture<Integer> demo =
                CompletableFuture.supplyAsync(
                        () ->
                                Runnel.run(
                                        terminal(),
                                        interruption,
                                        "demo",
                                        "--documents",
                                        Integer.toString(DOCUMENTS)),
                        task -> new Thread(task, "demo").start());
        try {
            ApiClient client = new ApiClient(printedAddress());
            JsonNode status =
                    client.await(
                            "/api/status",
                            at ->
                                    at.at("/store/documents").asInt()
                                                    + at.at("/store/rejects").asInt()
                                            == DOCUMENTS);
            assertThat(status.get("topics")).hasSize(7);
            assertThat(status.at("/store/undecoded").asInt()).isZero();
            assertThat(client.get("/api/documents").get("documents")).isNotEmpty();
        } finally {
            interruption.interrupt();
        }
        assertThat(demo.get()).as(said()).isZero();
    }

    private String printedAddress() throws Exception {
        return Eventually.get(
                () -> {
                    Matcher address = ADDRESS.matcher(said());
                    assertThat(address.find()).as(said()).isTrue();
                    return address.group(1);
                });
    }

    private String said() {
        return err.toString(UTF_8);
    }

    private Terminal terminal() {
        return new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.Screen.PLAIN);
    }
}
