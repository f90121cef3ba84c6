package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.flink.OutputOrder;
import io.runnel.jobs.command.verify.Account.Outcome;
import io.runnel.jobs.command.verify.Disturbance.Way;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
    private final Account account = new Account(3, 1);
    private final Recoveries recoveries = new Recoveries(1);

    @Test
    void saysInNumbersWhetherThePromiseWasKept() throws Exception {
        for (int number = 0; number < 3; number++) {
            account.enter(number, Outcome.ENRICHED);
        }
        recoveries.failed(Disturbance.KILL_BROKER, 0, 0);
        recoveries.outcome(0, 0, 2_500_000_000L);

        JsonNode report = new ObjectMapper().readTree(report(0).json());

        assertThat(report.path("kept").asBoolean()).isTrue();
        assertThat(report.path("documents").asInt()).isEqualTo(3);
        assertThat(report.path("kills").asInt()).isEqualTo(1);
        assertThat(report.path("missing").asInt()).isZero();
        assertThat(report.path("duplicates").asInt()).isZero();
        assertThat(report.path("order_violations").asInt()).isZero();
        assertThat(report.path("recovery_seconds").path("median").asDouble()).isEqualTo(2.5);
        assertThat(report.path("recovery_seconds").path("max").asDouble()).isEqualTo(2.5);
    }

    @Test
    void isNotKeptWhenADocumentIsMissing() {
        account.enter(0, Outcome.ENRICHED);

        assertThat(report(0).kept()).isFalse();
        assertThat(report(0).text()).contains("2 missing").contains("NOT KEPT");
    }

    @Test
    void isNotKeptWhenAJobReportsALostTransaction() {
        for (int number = 0; number < 3; number++) {
            account.enter(number, Outcome.ENRICHED);
        }
        assertThat(report(1).kept()).isFalse();
    }

    private ChaosReport report(long lostTransactions) {
        ChaosSettings settings =
                new ChaosSettings(3, Map.of(Way.KILL, 1), 1, OutputOrder.ORDERED, 10);
        return new ChaosReport(
                settings,
                ChaosPlan.of(3, settings.wishes(), 1),
                account,
                recoveries,
                new ChaosReport.Circumstances(
                        12.34,
                        1,
                        Map.of(Way.KILL, 1),
                        List.of(),
                        0,
                        new LogFindings.Found(lostTransactions, 0, 0, 0)));
    }
}
