package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.verify.ChaosPlan.Step;
import io.runnel.jobs.command.verify.Disturbance.Way;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {
    private static final Map<Way, Integer> WISHES =
            Map.of(Way.KILL, 50, Way.FREEZE, 10, Way.CUT, 10, Way.FILL, 2, Way.RESCALE, 5);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(ChaosPlan.of(200_000, WISHES, 7)).isEqualTo(ChaosPlan.of(200_000, WISHES, 7));
        assertThat(ChaosPlan.of(200_000, WISHES, 7)).isNotEqualTo(ChaosPlan.of(200_000, WISHES, 8));
    }

    @Test
    void hasEveryDisturbanceThatWasWishedFor() {
        ChaosPlan plan = ChaosPlan.of(200_000, WISHES, 1);

        WISHES.forEach((way, count) -> assertThat(plan.count(way)).as("%s", way).isEqualTo(count));
        assertThat(plan.steps().stream().map(Step::disturbance).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Disturbance.values());
    }

    @Test
    void comesInOrderWhileDocumentsFlow() {
        ChaosPlan plan = ChaosPlan.of(200_000, WISHES, 1);

        assertThat(plan.steps())
                .isSortedAccordingTo(Comparator.comparingLong(Step::afterOutcomes))
                .allMatch(step -> step.afterOutcomes() > 0 && step.afterOutcomes() < 200_000);
    }

    @Test
    void keepsAFrozenOrCutOffProcessAwayForLongerThanTheTimeoutsAndShorterThanTheOutage() {
        assertThat(ChaosPlan.of(200_000, WISHES, 3).steps())
                .filteredOn(
                        step ->
                                step.disturbance().way() == Way.FREEZE
                                        || step.disturbance().way() == Way.CUT)
                .isNotEmpty()
                .allMatch(step -> step.length().compareTo(Duration.ofSeconds(10)) > 0)
                .allMatch(step -> step.length().compareTo(ChaosSettings.LONGEST_OUTAGE) < 0);
    }
}
