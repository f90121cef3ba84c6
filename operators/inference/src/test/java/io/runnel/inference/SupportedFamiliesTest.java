package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/models.md ticks is tested, and what is tested is ticked. */
class SupportedFamiliesTest {
    private static final Path GOLDEN = Path.of("src", "test", "models", "golden");
    private static final Path DOCS = Path.of("..", "..", "docs", "models.md");

    @Test
    void areThoseOfTheTable() throws IOException {
        assertThat(ticked("Labels"))
                .containsExactlyInAnyOrderElementsOf(SupportedFamilies.ENCODERS);
        assertThat(ticked("Entities"))
                .containsExactlyInAnyOrderElementsOf(SupportedFamilies.ENCODERS);
        assertThat(ticked("Writes")).containsExactlyInAnyOrderElementsOf(SupportedFamilies.WRITERS);
    }

    @Test
    void areThoseWithGoldenFiles() throws IOException {
        List<String> expected = new ArrayList<>(List.of("tasks"));
        expected.addAll(SupportedFamilies.ENCODERS);
        SupportedFamilies.WRITERS.forEach(family -> expected.add(family + "-write"));
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .map(name -> name.replace(".json.gz", ""))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** The model types with a tick in this column of the one table that has it. */
    private static List<String> ticked(String column) throws IOException {
        List<String> types = new ArrayList<>();
        int place = -1;
        for (String line : Files.readAllLines(DOCS)) {
            List<String> cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            if (!line.startsWith("|")) {
                place = -1;
            } else if (cells.contains(column)) {
                place = cells.indexOf(column);
            } else if (place > 0 && cells.get(place).equals("✓")) {
                types.add(cells.get(2).replace("`", ""));
            }
        }
        return types;
    }
}
