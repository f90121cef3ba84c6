package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
    @TempDir private Path folder;

    @Test
    void isWhatLinuxSaysOfEachKind() throws IOException {
        Path linux =
                Files.write(
                        folder.resolve("cpuinfo"),
                        List.of(
                                "processor : 0",
                                "model name : A",
                                "flags : avx2",
                                "processor : 1",
                                "model name : A",
                                "flags : avx2"));
        assertThat(Processor.description(linux, Map.of())).contains("model name : A\nflags : avx2");
    }

    @Test
    void isWhatWindowsSays() {
        assertThat(Processor.description(folder.resolve("none"), windows("Family 6")))
                .contains("Family 6");
    }

    @Test
    void isUnknownWhereTheSystemDoesNotTell() throws IOException {
        Path silent = Files.writeString(folder.resolve("cpuinfo"), "processor : 0\n");
        assertThat(Processor.description(silent, windows("Family 6"))).isEmpty();
        assertThat(Processor.description(folder.resolve("none"), Map.of())).isEmpty();
        assertThat(Processor.description(folder.resolve("none"), windows(" "))).isEmpty();
    }

    private static Map<String, String> windows(String processor) {
        return Map.of("PROCESSOR_IDENTIFIER", processor);
    }
}
