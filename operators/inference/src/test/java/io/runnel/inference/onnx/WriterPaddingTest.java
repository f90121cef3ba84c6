package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriterPaddingTest {
    private static final Set<String> PLACED =
            Set.of("input_ids", "attention_mask", "position_ids", "past_key_values.0.key");
    private static final Set<String> MASKED = Set.of("input_ids", "attention_mask");
    private static final Set<String> READING = Set.of("input_ids", "encoder_attention_mask");

    @Test
    void padsInFrontOnlyWhereADecoderIsToldWhereTokensStand() {
        assertThat(WriterGraphs.takesPadding(Set.of(), List.of(PLACED, PLACED))).isTrue();
        assertThat(WriterGraphs.takesPadding(Set.of(), List.of(PLACED, MASKED))).isFalse();
        assertThat(WriterGraphs.takesPadding(Set.of(), List.of(MASKED, MASKED))).isFalse();
    }

    @Test
    void padsBehindOnlyWhereEncoderAndDecodersAreToldWhatCounts() {
        assertThat(WriterGraphs.takesPadding(MASKED, List.of(READING, READING))).isTrue();
        assertThat(WriterGraphs.takesPadding(Set.of("input_ids"), List.of(READING, READING)))
                .isFalse();
        assertThat(WriterGraphs.takesPadding(MASKED, List.of(READING, MASKED))).isFalse();
    }
}
