package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.junit.jupiter.api.Test;

class FlinkKeysTest {
    @Test
    void findsKeysThatNobodyReads() {
        Configuration flink = new Configuration();
        flink.setString("runnel.inference.workers", "2");
        flink.setString("runnel.inference.worker", "2");
        flink.setString("metrics.reporter.prom.port", "9249");
        flink.setString("metrics.reporter.prom.prot", "9249");
        assertThat(FlinkKeys.unknownIn(flink))
                .containsExactly("metrics.reporter.prom.prot", "runnel.inference.worker");
    }

    /** What the first compose file said; a TaskManager would not have started. */
    @Test
    void findsMemoryThatDoesNotFit() {
        Configuration flink = new Configuration();
        flink.setString("taskmanager.memory.process.size", "3g");
        flink.setString("taskmanager.memory.task.off-heap.size", "1g");
        assertThatThrownBy(() -> FlinkKeys.memory(flink))
                .isInstanceOf(IllegalConfigurationException.class);
    }
}
