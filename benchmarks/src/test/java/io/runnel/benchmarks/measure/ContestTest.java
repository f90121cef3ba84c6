package io.runnel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContestTest {
    private final List<String> turns = new ArrayList<>();

    @Test
    void letsContestantsTakeTurnsInAnOrderThatDiffersByRound() throws InterruptedException {
        new Contest(0, 8).run(abc(), Progress.silent(), String::valueOf);
        Set<List<String>> orders = new HashSet<>();
        for (int round = 0; round < 8; round++) {
            List<String> order = turns.subList(3 * round, 3 * round + 3);
            assertThat(order).containsExactlyInAnyOrder("a", "b", "c");
            orders.add(List.copyOf(order));
        }
        assertThat(orders).hasSizeGreaterThan(3);
    }

    @Test
    void hasTheSameOrdersEveryTime() throws InterruptedException {
        new Contest(1, 5).run(abc(), Progress.silent(), String::valueOf);
        List<String> before = List.copyOf(turns);
        turns.clear();
        new Contest(1, 5).run(abc(), Progress.silent(), String::valueOf);
        assertThat(turns).isEqualTo(before);
    }

    @Test
    void doesNotCountRoundsToWarmUp() throws InterruptedException {
        Map<String, List<Integer>> measured =
                new Contest(2, 3).run(abc(), Progress.silent(), String::valueOf);
        assertThat(turns).hasSize(15);
        assertThat(measured.get("a")).hasSize(3).allMatch(turn -> turn > 6);
        assertThat(measured.keySet()).containsExactly("a", "b", "c");
    }

    @Test
    void doesNotWarmUpAgainWhatIsWarm() throws InterruptedException {
        new Contest(2, 1).warm().run(abc(), Progress.silent(), String::valueOf);
        assertThat(turns).containsExactlyInAnyOrder("a", "b", "c");
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
