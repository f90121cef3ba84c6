package io.runnel.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.runnel.jobs.options.OptionMistakes;
import org.junit.jupiter.api.Test;

class RunnelJobTest {
    @Test
    void throwsAllMistakesAndLeavesTheProcessAlone() {
        OptionMistakes mistakes =
                catchThrowableOfType(
                        OptionMistakes.class,
                        () -> RunnelJob.main(new String[] {"--typ", "ticket", "--parallelism=2"}));

        assertThat(mistakes.mistakes())
                .contains(
                        "typ: no such option (--typ); did you mean type?",
                        "parallelism: no such option (--parallelism); docs/configuration.md lists"
                                + " all keys",
                        "type: expected invoice or transcript or ticket, but it is not given");
    }
}
