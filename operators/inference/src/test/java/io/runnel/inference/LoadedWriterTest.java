package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.modelstore.generation.LengthLimits;
import org.junit.jupiter.api.Test;

class LoadedWriterTest {
    @Test
    void keepsADecodersOwnLimitsWithinWhatIsAsked() {
        LengthLimits own = new LengthLimits(50, 30, 10, 5);
        assertThat(LoadedWriter.behindAText(own, 100)).isEqualTo(new LengthLimits(0, 30, 10, 5));
        assertThat(LoadedWriter.behindAText(own, 20)).isEqualTo(new LengthLimits(0, 20, 10, 5));
    }

    @Test
    void countsNoTextOfThePromptAsWritten() {
        LengthLimits ofTheWhole = new LengthLimits(50, 0, 0, 0);
        assertThat(LoadedWriter.behindAText(ofTheWhole, 100))
                .isEqualTo(new LengthLimits(0, 100, 0, 0));
    }

    @Test
    void writesAsLongAsIsAskedWhereTheFilesNameNoLength() {
        LengthLimits silent = new LengthLimits(0, 0, 10, 0);
        assertThat(LoadedWriter.aboutAText(silent, 96)).isEqualTo(new LengthLimits(0, 96, 10, 0));
        LengthLimits own = new LengthLimits(60, 0, 0, 0);
        assertThat(LoadedWriter.aboutAText(own, 96)).isEqualTo(own);
        assertThat(LoadedWriter.aboutAText(own, 30).most(1)).isEqualTo(31);
    }
}
