package io.runnel.jobs.command.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReplayedOffsetsTest {
    @Test
    void movesItsPositionOverWhatIsComplete() {
        ReplayedOffsets offsets = with(0, 1, 3);
        assertThat(offsets.position()).isEqualTo(2);
        offsets.add(2);
        assertThat(offsets.position()).isEqualTo(4);
        assertThat(offsets.metadata()).isEmpty();
    }

    @Test
    void remembersOffsetsAheadOfItsPosition() {
        ReplayedOffsets offsets = with(5, 6, 10);
        assertThat(offsets.position()).isZero();
        assertThat(offsets.metadata()).isEqualTo("5+2,3");
        assertThat(offsets.contains(6)).isTrue();
        assertThat(offsets.contains(7)).isFalse();
    }

    @Test
    void isReadBackAsItWasWritten() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            TreeSet<Long> added = new TreeSet<>();
            ReplayedOffsets offsets = ReplayedOffsets.none();
            for (int i = 0; i < 60; i++) {
                long offset = random.nextInt(100);
                added.add(offset);
                offsets.add(offset);
            }
            ReplayedOffsets read = ReplayedOffsets.of(offsets.position(), offsets.metadata());
            for (long offset = 0; offset < 100; offset++) {
                assertThat(read.contains(offset)).isEqualTo(added.contains(offset));
            }
            assertThat(read.metadata()).isEqualTo(offsets.metadata());
        }
    }

    @Test
    void forgetsWhatTheTopicHasDropped() {
        ReplayedOffsets offsets = with(3, 5, 8);
        offsets.startAt(5);
        assertThat(offsets.position()).isEqualTo(6);
        assertThat(offsets.metadata()).isEqualTo("2");
        offsets.startAt(2);
        assertThat(offsets.position()).isEqualTo(6);
    }

    @Test
    void refusesMetadataOfAnotherProgram() {
        assertThatThrownBy(() -> ReplayedOffsets.of(3, "host=a b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which no replay has written");
    }

    private static ReplayedOffsets with(long... added) {
        ReplayedOffsets offsets = ReplayedOffsets.none();
        for (long offset : added) {
            offsets.add(offset);
        }
        return offsets;
    }
}
