package io.runnel.jobs.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    private final String prefix = "runnel-test-" + System.nanoTime() + "-";
    private final List<Process> others = new ArrayList<>();

    @AfterEach
    void endTheOthers() {
        others.forEach(Process::destroyForcibly);
    }

    @Test
    void isGoneWithItsContentsWhenItIsClosed() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create(prefix);
        Files.createDirectories(folder.path().resolve("a/b"));
        Files.writeString(folder.path().resolve("a/file"), "x");
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void namesItsProcess() {
        try (TemporaryFolder folder = TemporaryFolder.create(prefix)) {
            assertThat(folder.path().getFileName().toString())
                    .matches(prefix + ProcessHandle.current().pid() + "-[0-9]{13}-[0-9]+");
        }
    }

    @Test
    void removesWhatAKilledProcessLeft() throws Exception {
        Process killed = other();
        Path left = folderOf(killed);
        Files.writeString(left.resolve("data"), "x");
        killed.destroyForcibly().waitFor();
        assertThat(left).isNotEmptyDirectory();
        TemporaryFolder.create(prefix).close();
        assertThat(left).doesNotExist();
    }

    @Test
    void endsWhatStillRunsInTheFolderOfAKilledProcessBeforeItGoes() throws Exception {
        Process killed = other();
        Path left = folderOf(killed);
        killed.destroyForcibly().waitFor();
        List<Path> ended = new ArrayList<>();
        TemporaryFolder.create(
                        prefix,
                        folder -> {
                            assertThat(folder).isDirectory();
                            ended.add(folder);
                        })
                .close();
        assertThat(ended).containsExactly(left);
        assertThat(left).doesNotExist();
    }

    @Test
    void leavesTheFoldersOfTheLivingAlone() throws IOException {
        Path others = folderOf(other());
        try (TemporaryFolder first = TemporaryFolder.create(prefix);
                TemporaryFolder second = TemporaryFolder.create(prefix)) {
            assertThat(others).isDirectory();
            assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
        }
        assertThat(others).isDirectory();
    }

    @Test
    void staysLockedWhileAnotherFolderOfItsProcessComesAndGoes() throws IOException {
        try (TemporaryFolder first = TemporaryFolder.create(prefix)) {
            TemporaryFolder.create(prefix).close();
            folderOf(other());
            assertThat(first.path()).isDirectory();
        }
    }

    @Test
    void leavesAloneWhatWasKept() throws IOException {
        Path kept;
        try (TemporaryFolder folder = TemporaryFolder.create(prefix)) {
            folder.keep();
            kept = folder.path();
        }
        folderOf(other());
        assertThat(kept).isEmptyDirectory();
        Files.delete(kept);
    }

    @Test
    void leavesAloneWhatItDoesNotKnow(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve(".in-use"), "");
        Path link = Path.of(System.getProperty("java.io.tmpdir"), prefix + "link");
        Files.createSymbolicLink(link, elsewhere);
        Path unmarked = Files.createTempDirectory(prefix);
        try {
            TemporaryFolder.create(prefix).close();
            assertThat(link).isSymbolicLink();
            assertThat(elsewhere).isNotEmptyDirectory();
            assertThat(unmarked).isDirectory();
        } finally {
            Files.delete(link);
            Files.delete(unmarked);
        }
    }

    /** Another JVM that makes a folder and keeps it open. */
    private Process other() throws IOException {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                prefix)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        others.add(process);
        return process;
    }

    private static Path folderOf(Process other) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8))) {
            return Path.of(lines.readLine());
        }
    }

    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            try (TemporaryFolder folder = TemporaryFolder.create(arguments[0])) {
                System.out.println(folder.path());
                System.out.flush();
                var unused = System.in.readAllBytes();
            }
        }
    }
}
