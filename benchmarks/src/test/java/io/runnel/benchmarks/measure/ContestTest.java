package io.runnel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestTest {
    private final List<String> turns = new ArrayList<>();

    @Test
    void letsContestantsTakeTurnsAndBeginsEachRoundWithAnother() throws InterruptedException {
        new Contest(0, 3).run(abc(), Progress.silent(), String::valueOf);
        assertThat(turns).containsExactly("a", "b", "c", "b", "c", "a", "c", "a", "b");
    }

    @Test
    void doesNotCountRoundsToWarmUp() throws InterruptedException {
        Map<String, List<Integer>> measured =
                new Contest(2, 3).run(abc(), Progress.silent(), String::valueOf);
        assertThat(turns).hasSize(15);
        assertThat(measured.get("a")).hasSize(3).doesNotContain(1);
        assertThat(measured.keySet()).containsExactly("a", "b", "c");
    }

    @Test
    void doesNotWarmUpAgainWhatIsWarm() throws InterruptedException {
        new Contest(2, 1).warm().run(abc(), Progress.silent(), String::valueOf);
        assertThat(turns).containsExactly("a", "b", "c");
    }

    @Test
    void refusesTwoContestantsOfOneName() {
        assertThatThrownBy(
                        () ->
                                new Contest(0, 1)
                                        .run(
                                                List.of(contestant("a"), contestant("a")),
                                                Progress.silent(),
                                                String::valueOf))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[a, a]");
    }

    private List<Contestant<Integer>> abc() {
        return List.of(contestant("a"), contestant("b"), contestant("c"));
    }

    /** Counts the turns of everybody. */
    private Contestant<Integer> contestant(String name) {
        return new Contestant<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Integer run() {
                turns.add(name);
                return turns.size();
            }
        };
    }
}
