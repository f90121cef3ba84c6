package io.runnel.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PeerPlaceTest {
    private Path scripts;
    private PeerPlace place;

    @BeforeEach
    void makeAPlace(@TempDir Path folder) {
        scripts = folder.resolve("peers");
        place = new PeerPlace(scripts, folder.resolve("home"));
    }

    @Test
    void isReadyWhenItsScriptSucceeds() throws Exception {
        script("install", "echo working >&2");

        assertThat(place.install("one")).isEmpty();
    }

    @Test
    void givesTheReasonOfAPeerThatCannotBeHad() throws Exception {
        script("install", "echo trying >&2; echo 'Node.js is missing.' >&2; exit 3");

        assertThat(place.install("one")).hasValue("Node.js is missing.");
    }

    @Test
    void tellsAFailureFromAReason() throws Exception {
        script("install", "echo 'No space left' >&2; exit 1");

        assertThat(place.install("one"))
                .hasValueSatisfying(
                        reason ->
                                assertThat(reason)
                                        .contains("exit code 1")
                                        .contains("No space left"));
    }

    @Test
    void aScriptThatIsNotThereIsAReason() throws Exception {
        assertThat(place.install("two")).isPresent();
    }

    @Test
    void handsHomeAndArgumentsToAScript() throws Exception {
        script("run", "echo \"$1|$2|$3\"");

        Script.Outcome outcome =
                place.script("one", "run").run(List.of("--threads", "2"), Duration.ofSeconds(20));

        assertThat(outcome.output().strip())
                .isEqualTo(place.home().resolve("one") + "|--threads|2");
    }

    @Test
    void endsAScriptWithItsTime() throws Exception {
        script("run", "echo $$ > \"$1/pid\"; sleep 600 & echo $! > \"$1/child\"; wait");

        assertThatThrownBy(() -> place.script("one", "run").run(List.of(), Duration.ofSeconds(3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has not ended");
        assertThat(ended("pid")).isTrue();
        assertThat(ended("child")).isTrue();
    }

    /** Whether the process whose number a script wrote down is over, or is so soon. */
    private boolean ended(String file) throws Exception {
        String number = Files.readString(place.home().resolve("one").resolve(file)).strip();
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(number));
        if (process.isPresent()) {
            process.get().onExit().get(20, TimeUnit.SECONDS);
        }
        return process.map(found -> !found.isAlive()).orElse(true);
    }

    private void script(String name, String body) throws IOException {
        Path file = scripts.resolve("one").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
