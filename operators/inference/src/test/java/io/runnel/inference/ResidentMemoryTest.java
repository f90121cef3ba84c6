package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentMemoryTest {
    @Test
    void readsWhatLinuxSaysOfTheProcess() {
        assertThat(
                        ResidentMemory.bytes(
                                List.of("Name:\tjava", "VmRSS:\t  123456 kB", "RssAnon:\t 7 kB")))
                .isEqualTo(123_456L * 1024);
        assertThat(ResidentMemory.bytes(List.of("Name:\tjava"))).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsThatThisProcessHasMoreThanItsHeapIsUsed() {
        Runtime runtime = Runtime.getRuntime();
        assertThat(ResidentMemory.bytes())
                .isGreaterThan(10L << 20)
                .isLessThan(runtime.maxMemory() + (8L << 30));
    }
}
