package io.runnel.jobs.command.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir private Path folder;

    @Test
    void readsAFileWhereItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("in.jsonl"), "a\n\nb");

        assertThat(InputFile.of(file, folder))
                .isEqualTo(new InputFile(file, file.toString(), 2, 1));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void copiesAPipeBecauseItCanBeReadOnlyOnce() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                Files.writeString(pipe, "a\nb\n");
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });

        InputFile input = InputFile.of(pipe, folder);

        writer.join();
        assertThat(input.name()).isEqualTo(pipe.toString());
        assertThat(input.records()).isEqualTo(2);
        assertThat(input.path()).isRegularFile().hasContent("a\nb\n");
    }

    @Test
    void copiesAStreamAndCallsItByItsName() throws IOException {
        byte[] bytes = "a\n".getBytes(StandardCharsets.UTF_8);

        InputFile input = InputFile.copy(new ByteArrayInputStream(bytes), "standard input", folder);

        assertThat(input.name()).isEqualTo("standard input");
        assertThat(input.path()).hasContent("a\n");
    }

    @Test
    void saysWhyAnInputCannotBeRead() {
        assertThatThrownBy(() -> InputFile.of(folder.resolve("none"), folder))
                .hasMessageEndingWith("does not exist.");
        assertThatThrownBy(() -> InputFile.of(folder, folder)).hasMessageContaining("is a folder");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void refusesAFileThatThisUserMayNotRead() throws IOException {
        Path secret = Files.createFile(folder.resolve("secret"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(secret), "this user reads everything");

        assertThatThrownBy(() -> InputFile.of(secret, folder))
                .hasMessageContaining("may not be read");
    }
}
