package io.runnel.jobs.command.models.teach;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.CommandFailure;
import org.junit.jupiter.api.Test;

class TextFeaturesTest {
    private static final long GIB = 1L << 30;

    @Test
    void saysHowMuchMemoryManyTextsTake() {
        assertThatThrownBy(() -> TextFeatures.requireMemory(100_000, 384, GIB))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("100000 texts of 384 numbers each takes about 1564 MiB")
                .hasMessageContaining("there are 1024 MiB")
                .hasMessageContaining("RUNNEL_JAVA_OPTIONS=-Xmx1565m");
    }

    @Test
    void letsTenThousandTextsOfALargeEncoderBe() {
        assertThatCode(() -> TextFeatures.requireMemory(10_000, 768, GIB))
                .doesNotThrowAnyException();
    }
}
