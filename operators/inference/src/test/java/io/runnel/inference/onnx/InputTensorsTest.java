package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.token.Rows;
import io.runnel.modelstore.TokenTypes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InputTensorsTest {
    @Test
    void closesWhatItHasMadeWhenTheRestCannotBeMade() {
        OpenHandles handles = new OpenHandles();
        Set<String> names = new LinkedHashSet<>(List.of("input_ids", "attention_mask", "bbox"));
        Batch batch = new Batch(16, List.of(Rows.of(5, 6)));
        InputTensors.Inputs wanted = new InputTensors.Inputs(names, TokenTypes.NONE);

        assertThatThrownBy(
                        () ->
                                InputTensors.of(
                                        OrtEnvironment.getEnvironment(),
                                        wanted,
                                        batch,
                                        new RunBuffers(),
                                        handles))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bbox");
        assertThat(handles.count()).isZero();
    }
}
