package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineLeaseTest {
    @Test
    void givesEverythingBackWhateverCannotBeClosed() {
        List<String> done = new ArrayList<>();
        List<Runnable> all =
                List.of(
                        () -> {
                            throw new IllegalStateException("first");
                        },
                        () -> done.add("second"),
                        () -> {
                            throw new IllegalStateException("third");
                        },
                        () -> done.add("last"));
        assertThatThrownBy(() -> EngineLease.runAll(all))
                .hasMessage("first")
                .hasSuppressedException(new IllegalStateException("third"));
        assertThat(done).containsExactly("second", "last");
    }
}
