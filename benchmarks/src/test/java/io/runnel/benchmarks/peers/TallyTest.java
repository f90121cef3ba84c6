package io.runnel.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.benchmarks.measure.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
    @Test
    void countsWhatAllSubtasksAnsweredInTheTime(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("0.tally"), "1000 9 1\n1500 10 1\n2500 11 1\n3000 12 1\n");
        Files.writeString(folder.resolve("1.tally"), "1700 20 1\n1800 21 0\n");

        Tally tally = Tally.read(folder);

        assertThat(tally.first()).hasValue(1000);
        assertThat(tally.within(1500, Duration.ofMillis(1500))).isEqualTo(new Work(3, 62, 1.5));
    }

    @Test
    void leavesOutALineThatIsStillBeingWritten(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("0.tally"), "1000 9 1\n15");

        assertThat(Tally.read(folder).within(0, Duration.ofSeconds(10)))
                .isEqualTo(new Work(1, 9, 10));
    }

    @Test
    void nothingWasAnsweredYet(@TempDir Path folder) {
        assertThat(Tally.read(folder).first()).isEmpty();
    }
}
