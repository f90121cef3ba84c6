package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.verify.StopsReport.Stop;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopsReportTest {
    private static final int TERMINATED = 143;

    @Test
    void isCleanIfEachProcessEndedByItself() {
        StopsReport report =
                new StopsReport(List.of(new Stop(1.26, TERMINATED), new Stop(3, TERMINATED)), 0);

        assertThat(report.clean()).isTrue();
        assertThat(report.json())
                .isEqualTo(
                        "{\"clean\":true,\"stops\":2,\"jvm_crashes\":0,\"killed\":0,"
                                + "\"median_seconds\":3.0,\"max_seconds\":3.0,"
                                + "\"exit_codes\":{\"143\":2}}");
    }

    @Test
    void seesACrashThatLeftNoFile() {
        assertThat(report(134).clean()).isFalse();
        assertThat(report(139).json()).contains("\"jvm_crashes\":1");
    }

    @Test
    void seesACrashFile() {
        assertThat(new StopsReport(List.of(new Stop(1, TERMINATED)), 1).clean()).isFalse();
    }

    @Test
    void countsWhatHadToBeKilledAndWhatNobodyKnows() {
        assertThat(report(137).clean()).isFalse();
        assertThat(report(137).text()).contains("1 killed").contains("NOT CLEAN");
        assertThat(report(Stop.UNKNOWN).clean()).isFalse();
    }

    private static StopsReport report(int exitCode) {
        return new StopsReport(List.of(new Stop(1, exitCode)), 0);
    }
}
