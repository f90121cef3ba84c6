package io.runnel.jobs.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetSetTest {
    private static final long BEYOND_INTEGERS = 5_000_000_000L;

    private final OffsetSet offsets = new OffsetSet();

    @Test
    void knowsWhatWasAddedOnce() {
        assertThat(offsets.add(7)).isTrue();
        assertThat(offsets.add(7)).isFalse();
        assertThat(offsets.contains(7)).isTrue();
        assertThat(offsets.contains(8)).isFalse();
    }

    @Test
    void takesOffsetsOfTopicsThatAreOld() {
        offsets.add(BEYOND_INTEGERS + 65_536);
        offsets.add(BEYOND_INTEGERS);

        assertThat(offsets.contains(BEYOND_INTEGERS)).isTrue();
        assertThat(offsets.contains(BEYOND_INTEGERS - 65_536)).isFalse();
        assertThat(offsets.first()).hasValue(BEYOND_INTEGERS);
        assertThat(offsets.last()).hasValue(BEYOND_INTEGERS + 65_536);
    }

    @Test
    void hasNoFirstAndNoLastWhileItIsEmpty() {
        assertThat(offsets.first()).isEmpty();
        assertThat(offsets.last()).isEmpty();
    }
}
