package io.runnel.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.modelstore.generation.GenerationConfig;
import io.runnel.modelstore.generation.GenerationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares searches with those of transformers; see {@code make_search_golden.py}. */
class SearchGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TOLERANCE = 1e-4;

    @TempDir Path folder;

    @Test
    void writesWhatTransformersWritesTokenForToken() throws IOException {
        JsonNode golden =
                JSON.readTree(Path.of("src", "test", "resources", "search-golden.json").toFile());
        float[][] last = table(golden.path("last"));
        float[][] before = table(golden.path("before"));
        int number = 0;
        for (JsonNode one : golden.path("cases")) {
            String where = "case " + number++ + " " + one.path("settings");
            Written written = write(one, last, before);
            assertThat(written.tokens()).as(where).containsExactly(wholes(one.path("tokens")));
            if (one.has("score")) {
                assertThat(written.score())
                        .as(where)
                        .isCloseTo(one.path("score").asDouble(), within(TOLERANCE));
            }
        }
        assertThat(number).isGreaterThan(300);
    }

    private Written write(JsonNode one, float[][] last, float[][] before) throws IOException {
        Files.writeString(
                folder.resolve("generation_config.json"), one.path("settings").toString());
        GenerationSettings settings = GenerationConfig.read(folder);
        int[] prompt = wholes(one.path("prompt"));
        Search search = new WritingRequest(prompt, settings, 0, null).search(prompt);
        List<int[]> rows = new ArrayList<>();
        for (int row = 0; row < search.rows(); row++) {
            rows.add(prompt);
        }
        while (!search.isOver()) {
            float[][] logits = new float[rows.size()][];
            for (int row = 0; row < logits.length; row++) {
                logits[row] = logits(rows.get(row), last, before);
            }
            int[] sources = search.advance(logits);
            int[] next = search.next();
            List<int[]> moved = new ArrayList<>();
            for (int row = 0; row < sources.length; row++) {
                moved.add(with(rows.get(sources[row]), next[row]));
            }
            rows = moved;
        }
        return search.written(Written.Ending.TOKEN_LIMIT);
    }

    private static float[] logits(int[] sequence, float[][] last, float[][] before) {
        float[] one = last[sequence[sequence.length - 1]];
        float[] other = before[sequence[Math.max(0, sequence.length - 2)]];
        float[] logits = new float[one.length];
        for (int token = 0; token < logits.length; token++) {
            logits[token] = one[token] + 0.5f * other[token];
        }
        return logits;
    }

    private static int[] with(int[] sequence, int token) {
        int[] more = java.util.Arrays.copyOf(sequence, sequence.length + 1);
        more[sequence.length] = token;
        return more;
    }

    private static float[][] table(JsonNode rows) {
        float[][] table = new float[rows.size()][];
        for (int row = 0; row < table.length; row++) {
            table[row] = new float[rows.get(row).size()];
            for (int column = 0; column < table[row].length; column++) {
                table[row][column] = rows.get(row).get(column).floatValue();
            }
        }
        return table;
    }

    private static int[] wholes(JsonNode numbers) {
        int[] wholes = new int[numbers.size()];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = numbers.get(i).asInt();
        }
        return wholes;
    }
}
