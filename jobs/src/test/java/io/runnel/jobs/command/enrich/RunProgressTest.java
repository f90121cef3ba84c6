package io.runnel.jobs.command.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunProgressTest {
    @TempDir private Path folder;

    @Test
    void saysEveryFiveSecondsWhatHasBeenWritten() throws IOException {
        Path enriched = Files.writeString(folder.resolve("enriched"), "1\n2\nhal");
        Path rejects = Files.writeString(folder.resolve("rejects"), "");
        RunProgress progress =
                new RunProgress(2_000, new GrowingFile(enriched), new GrowingFile(rejects), 0);

        assertThat(progress.lineIfDue(seconds(4))).isEmpty();
        assertThat(progress.lineIfDue(seconds(5)))
                .hasValue("2 of 2,000 documents: 2 enriched, 0 rejected.");
        Files.writeString(enriched, "f\n4\n", StandardOpenOption.APPEND);
        Files.writeString(rejects, "5\n", StandardOpenOption.APPEND);
        assertThat(progress.lineIfDue(seconds(9))).isEmpty();
        assertThat(progress.lineIfDue(seconds(10)))
                .hasValue("5 of 2,000 documents: 4 enriched, 1 rejected.");
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
