package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmCountersTest {
    @Test
    void countsClassesThatAreStillLoaded() {
        Map<String, Long> counters =
                JvmCounters.parse(
                        List.of(
                                "4711:",
                                "java.cls.loadedClasses=9000",
                                "java.cls.unloadedClasses=1500",
                                "sun.gc.metaspace.used=52428800",
                                "java.property.java.version=\"17.0.1\"",
                                "sun.os.hrt.frequency=1000000000"));

        assertThat(JvmCounters.classes(counters)).isEqualTo(7_500);
        assertThat(JvmCounters.metaspaceBytes(counters)).isEqualTo(50 << 20);
        assertThat(counters).doesNotContainKey("java.property.java.version");
    }

    @Test
    void readsThoseOfAnotherJvm() throws Exception {
        JvmCounters own = new JvmCounters(ProcessHandle.current().pid());
        own.collectGarbage();

        Map<String, Long> counters = own.read();

        assertThat(JvmCounters.classes(counters)).isGreaterThan(500);
        assertThat(JvmCounters.metaspaceBytes(counters)).isGreaterThan(1 << 20);
    }
}
