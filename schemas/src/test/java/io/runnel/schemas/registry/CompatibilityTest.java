package io.runnel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompatibilityTest {
    @Test
    void tellsAStricterRuleFromAnotherOne() {
        assertThat(Compatibility.FULL_TRANSITIVE.asksForAllOf(Compatibility.BACKWARD)).isTrue();
        assertThat(Compatibility.BACKWARD.asksForAllOf(Compatibility.BACKWARD)).isTrue();
        assertThat(Compatibility.FORWARD.asksForAllOf(Compatibility.BACKWARD)).isFalse();
        assertThat(Compatibility.FULL.asksForAllOf(Compatibility.FULL_TRANSITIVE)).isFalse();
    }
}
