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

    @Test
    void joinsTwoRulesToTheLeastThatKeepsBoth() {
        assertThat(Compatibility.FORWARD.and(Compatibility.BACKWARD)).isEqualTo(Compatibility.FULL);
        assertThat(Compatibility.FORWARD_TRANSITIVE.and(Compatibility.BACKWARD))
                .isEqualTo(Compatibility.FULL_TRANSITIVE);
        assertThat(Compatibility.NONE.and(Compatibility.BACKWARD))
                .isEqualTo(Compatibility.BACKWARD);
    }
}
