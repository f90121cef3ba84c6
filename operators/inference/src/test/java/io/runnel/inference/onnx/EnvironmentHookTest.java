package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import org.junit.jupiter.api.Test;

/** Needs a JVM that opens java.lang, as every TaskManager's is. */
class EnvironmentHookTest {
    @Test
    void isTakenAwayOnceAndThenIsNotThereAnyMore() {
        // The environment may have been opened by another test of this JVM, and with it the hook.
        boolean opened =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "runnel")
                        != null;
        EnvironmentHook.remove();

        assertThat(opened).isTrue();
        assertThat(EnvironmentHook.remove()).isFalse();
    }
}
