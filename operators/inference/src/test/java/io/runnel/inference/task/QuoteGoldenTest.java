package io.runnel.inference.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.inference.text.CharSpan;
import io.runnel.modelstore.QuoteRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code make_quote_golden.py} chose by the same formula. */
class QuoteGoldenTest {
    static Stream<JsonNode> documents() throws IOException {
        try (InputStream file = QuoteGoldenTest.class.getResourceAsStream("/quote-golden.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(file).spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void choosesWhatTheFormulaChooses(JsonNode document) {
        JsonNode rule = document.get("rule");
        QuoteChoice choice =
                new QuoteChoice(
                        document.get("max_words").asInt(),
                        new QuoteRule(
                                rule.get("diversity").asDouble(),
                                rule.get("position").asDouble(),
                                rule.get("length").asDouble(),
                                rule.get("min_words").asInt(),
                                rule.get("share_of_best").asDouble()));
        List<Integer> expected = new ArrayList<>();
        document.get("chosen").forEach(place -> expected.add(place.asInt()));
        assertThat(choice.choose(sentences(document)))
                .extracting(Candidate::order)
                .containsExactlyElementsOf(expected);
    }

    private static List<Candidate> sentences(JsonNode document) {
        List<Candidate> sentences = new ArrayList<>();
        for (JsonNode sentence : document.get("sentences")) {
            String text = sentence.get("text").asText();
            double[] embedding =
                    StreamSupport.stream(sentence.get("embedding").spliterator(), false)
                            .mapToDouble(JsonNode::asDouble)
                            .toArray();
            sentences.add(
                    Candidate.of(sentences.size(), 0, new CharSpan(0, text.length()), text)
                            .scored(
                                    sentence.get("logit").asDouble(),
                                    document.get("temperature").asDouble())
                            .embedded(new Embedding(embedding)));
        }
        return sentences;
    }
}
