package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    @Test
    void explainsItself() {
        assertThat(run("dashboard", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--bind", "--token-file", "--keep", "Exit codes:", "loopback")
                .contains("--registry", "--schemas.registry.credentials-file");
    }

    @Test
    void saysAllMistakesAtOnce() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "short");
        int code =
                run(
                        "dashboard",
                        "--port",
                        "70000",
                        "--keep",
                        "long",
                        "--keep-documents",
                        "0",
                        "--keep-rejects",
                        "many",
                        "--token-file",
                        token.toString(),
                        "--corrections",
                        "tickets-dlt");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("6 mistakes", "--port:", "--keep:", "--keep-documents:", "--token-file:")
                .contains("--keep-rejects: expected a whole number above 0, found 'many'")
                .contains("[tickets-dlt] has two roles");
    }

    @Test
    void takesTheRegistryAsJobsDo() {
        assertThat(run("dashboard", "--port", "x", "--schemas.registry.url", "ftp://there"))
                .isEqualTo(2);
        assertThat(run("dashboard", "--port", "x", "--registry", "http://me:secret@there"))
                .isEqualTo(2);
        assertThat(run("dashboard", "--schemas.registry.credentials-file", "file")).isEqualTo(2);
        String nowhere = folder.resolve("nowhere").toString();
        assertThat(
                        run(
                                "dashboard",
                                "--registry",
                                "http://there:8081",
                                "--schemas.registry.credentials-file",
                                nowhere))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("found 'ftp://there'")
                .contains("--schemas.registry.credentials-file: expected --registry")
                .contains("cannot be read from " + nowhere);
    }

    @Test
    void saysAllMistakesOfAnExportAtOnce() {
        int code =
                run(
                        "corrections",
                        "show",
                        "--type",
                        "letter",
                        "--task",
                        "x",
                        "--output",
                        "rows.txt");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("4 mistakes", "'export'", "--type:", "--task:", "--output:");
    }

    private int run(String... arguments) {
        Terminal terminal =
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.Screen.PLAIN);
        return Runnel.run(terminal, Interruption.manual(), arguments);
    }
}
