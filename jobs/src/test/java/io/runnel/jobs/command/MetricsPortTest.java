package io.runnel.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.util.PortRange;
import org.junit.jupiter.api.Test;

class MetricsPortTest {
    @Test
    void givesEachProcessAPortThatFlinkTakes() {
        assertThat(ports(1)).isEqualTo("9249");
        assertThat(ports(3)).isEqualTo("9249-9251");
        assertThat(new PortRange(ports(1)).getPortsIterator()).toIterable().hasSize(1);
        assertThat(new PortRange(ports(3)).getPortsIterator()).toIterable().hasSize(3);
    }

    @Test
    void keepsLabelsAsTheyAreSoThatBoundsAreNumbers() {
        assertThat(MetricsPort.reporter(9249, 1))
                .containsEntry("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }

    private static String ports(int processes) {
        return MetricsPort.reporter(9249, processes).get("metrics.reporter.prom.port");
    }
}
