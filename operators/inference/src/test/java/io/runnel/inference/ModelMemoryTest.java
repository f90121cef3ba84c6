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
        Path first = write("memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(limit("")).isEmpty();
        Files.writeString(first, "536870912\n");
        assertThat(limit("")).hasValue(512 * MIB);
        Files.delete(first);
        Path second = write("memory.max", "max\n");
        assertThat(limit("")).isEmpty();
        Files.writeString(second, "1073741824\n");
        assertThat(limit("")).hasValue(1_024 * MIB);
    }

    @Test
    void findsTheLeastLimitAroundItsGroupWhereItSeesAllOfTheMachine() throws IOException {
        write("memory.max", "max\n");
        write("pods/memory.max", "1073741824\n");
        write("pods/this/memory.max", "2147483648\n");
        write("pods/other/memory.max", "1048576\n");

        assertThat(limit("0::/pods/this\n")).hasValue(1_024 * MIB);
        assertThat(limit("0::/\n")).isEmpty();
        assertThat(limit("0::/../elsewhere\n")).isEmpty();
    }

    @Test
    void findsItsGroupAmongThoseOfTheFirstKind() throws IOException {
        write("memory/docker/this/memory.limit_in_bytes", "536870912\n");

        assertThat(limit("3:cpu,cpuacct:/docker/other\n9:memory:/docker/this\n"))
                .hasValue(512 * MIB);
    }

    @Test
    void findsNoLimitWhereNoControlGroupsAre() {
        assertThat(ModelMemory.limit(groups.resolve("none"), groups.resolve("nothing"))).isEmpty();
    }

    private OptionalLong limit(String membership) throws IOException {
        return ModelMemory.limit(groups, write("membership", membership));
    }

    private Path write(String name, String text) throws IOException {
        Path file = groups.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
