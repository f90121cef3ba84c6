package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.modelstore.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMemoryTest {
    private static final ModelId MODEL = new ModelId("moods", "1");
    private static final long MIB = 1L << 20;

    @TempDir Path groups;

    @Test
    void refusesAModelThatDoesNotFitBesideTheHeap() {
        ModelMemory memory = new ModelMemory(OptionalLong.of(1_000 * MIB), 700 * MIB);
        memory.take(MODEL, 200 * MIB);

        assertThatThrownBy(() -> memory.take(MODEL, 150 * MIB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("moods/1 needs 150 MiB outside of the heap")
                .hasMessageContaining("1,000 MiB, found 700 MiB for the heap and 200 MiB for other")
                .hasMessageContaining("Raise the container's memory");
        memory.giveBack(200 * MIB);

        assertThatCode(() -> memory.take(MODEL, 300 * MIB)).doesNotThrowAnyException();
    }

    @Test
    void refusesNothingWithoutALimit() {
        ModelMemory memory = new ModelMemory(OptionalLong.empty(), 700 * MIB);

        assertThatCode(() -> memory.take(MODEL, 1L << 50)).doesNotThrowAnyException();
    }

    @Test
    void readsTheLimitOfBothKindsOfControlGroups() throws IOException {
        Files.createDirectories(groups.resolve("memory"));
        Path first = groups.resolve("memory").resolve("memory.limit_in_bytes");
        Files.writeString(first, "9223372036854771712\n");
        assertThat(ModelMemory.limit(groups)).isEmpty();
        Files.writeString(first, "536870912\n");
        assertThat(ModelMemory.limit(groups)).hasValue(512 * MIB);
        Files.writeString(groups.resolve("memory.max"), "max\n");
        assertThat(ModelMemory.limit(groups)).isEmpty();
        Files.writeString(groups.resolve("memory.max"), "1073741824\n");
        assertThat(ModelMemory.limit(groups)).hasValue(1_024 * MIB);
    }

    @Test
    void findsNoLimitWhereNoControlGroupsAre() {
        assertThat(ModelMemory.limit(groups.resolve("none"))).isEmpty();
    }
}
