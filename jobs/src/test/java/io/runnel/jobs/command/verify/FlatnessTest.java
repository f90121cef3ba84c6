package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlatnessTest {
    @Test
    void forgivesWhatTheFirstThreeRoundsFill() {
        assertThat(Flatness.growing(threads(round -> round <= 3 ? round * 20L : 80))).isEmpty();
    }

    @Test
    void seesAThreadThatStaysBehindInEachRound() {
        assertThat(Flatness.growing(threads(round -> 80L + round)))
                .singleElement()
                .asString()
                .contains("threads grows by 18 over 30 rounds");
    }

    @Test
    void isNotFooledByOneHighSample() {
        assertThat(Flatness.growing(threads(round -> round == 29 ? 500 : 80))).isEmpty();
    }

    @Test
    void drawsEveryThingThatIsWatched() {
        assertThat(ResourcePlot.svg(threads(round -> 80)))
                .startsWith("<svg")
                .contains("metaspace_bytes", "threads, most 80", "handles")
                .endsWith("</svg>\n");
    }

    private static List<ResourceSample> threads(IntToLongFunction threads) {
        return IntStream.rangeClosed(1, 30)
                .mapToObj(
                        round ->
                                new ResourceSample(
                                        round, 0, 0, threads.applyAsLong(round), 0, 0, 1, 1))
                .toList();
    }
}
