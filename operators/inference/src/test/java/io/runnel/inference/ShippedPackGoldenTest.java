package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.task.DocumentLogits;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pins what each shipped pack says about {@code golden/texts.json}: token ids and letter cases
 * exactly, logits within {@link GoldenFile#TOLERANCE}, results.
 *
 * <p>On one CPU logits are the same bit by bit. Another CPU may add floats in another order (wider
 * vectors, fused multiply-add), and then a number now and then falls on the other side of a
 * rounding to int8, hence the tolerance. A head that chose by less than twice that, between labels,
 * mentions or sentences, could answer otherwise there without being wrong: what it answers is then
 * not compared. Of each head at least half of the answers are.
 *
 * <p>{@code golden/answers-….json} are written anew, for a new pack, by {@code mvn -pl
 * operators/inference test -Dtest=ShippedPackGoldenTest -Drunnel.golden.write=true}; {@code
 * golden/tokens.json}, which the Python library made, by {@code make_tokens.py} beside it.
 */
@ParameterizedClass
@EnumSource(ShippedPack.class)
class ShippedPackGoldenTest {
    @Parameter ShippedPack shipped;

    private static ObjectNode found;
    private static JsonNode golden;

    @BeforeParameterizedClassInvocation
    static void answerAllTexts(ShippedPack shipped) throws IOException, ModelRunException {
        ModelDirectory pack = shipped.directory();
        found = new ObjectMapper().createObjectNode().put("pack", pack.digest());
        ArrayNode texts = found.putArray("texts");
        try (GoldenLogits logits = new GoldenLogits(pack);
                GoldenResults results = new GoldenResults(ShippedPack.store(), pack.card())) {
            for (JsonNode text : GoldenFile.read("texts.json")) {
                ObjectNode node = texts.addObject().put("text", text.asText());
                node.setAll(logits.tokens(text.asText()));
                DocumentLogits read = logits.read(text.asText());
                node.set("logits", logits.logits(read));
                node.set("margins", logits.margins(read, results.tasks()));
                node.set("results", results.results(text.asText()));
            }
        }
        if (Boolean.getBoolean("runnel.golden.write")) {
            GoldenFile.write(shipped.golden(), found);
        }
        golden = GoldenFile.read(shipped.golden());
    }

    @Test
    void readsTokensAsThePythonLibraryDoes() throws IOException {
        JsonNode python = GoldenFile.read("tokens.json");
        assertThat(python.get("tokenizer").asText())
                .as("digest of the tokenizer; if the pack has a new one, run make_tokens.py")
                .isEqualTo(shipped.directory().tokenizerDigest());
        eachText(
                python,
                (own, theirs) -> {
                    assertThat(own.get("ids")).as(text(own)).isEqualTo(theirs.get("ids"));
                    assertThat(own.get("letter_cases"))
                            .as(text(own))
                            .isEqualTo(theirs.get("letter_cases"));
                });
    }

    @Test
    void hasAGoldenFileOfItsOwn() {
        assertThat(golden.get("pack").asText())
                .as("digest of the pack; write the golden file anew as the class comment says")
                .isEqualTo(shipped.directory().digest());
        eachText(
                golden,
                (own, pinned) -> {
                    assertThat(own.get("text")).isEqualTo(pinned.get("text"));
                    assertThat(own.get("ids")).as(text(own)).isEqualTo(pinned.get("ids"));
                    assertThat(own.get("letter_cases"))
                            .as(text(own))
                            .isEqualTo(pinned.get("letter_cases"));
                });
    }

    @Test
    void givesTheLogitsOfItsGoldenFile() {
        eachText(
                golden,
                (own, pinned) ->
                        pinned.get("logits")
                                .properties()
                                .forEach(
                                        head -> {
                                            JsonNode logits = own.get("logits").get(head.getKey());
                                            GoldenFile.assertSame(
                                                    head.getKey() + " of " + text(own),
                                                    numbers(logits),
                                                    numbers(head.getValue()));
                                        }));
    }

    @Test
    void givesTheResultsOfItsGoldenFile() {
        Map<String, Integer> compared = new TreeMap<>();
        eachText(
                golden,
                (own, pinned) ->
                        pinned.get("results")
                                .properties()
                                .forEach(
                                        head -> {
                                            String name = head.getKey();
                                            boolean clear =
                                                    pinned.get("margins").get(name).asDouble()
                                                            >= 2 * GoldenFile.TOLERANCE;
                                            compared.merge(name, clear ? 1 : 0, Integer::sum);
                                            if (clear) {
                                                GoldenFile.assertSame(
                                                        name + " of " + text(own),
                                                        own.get("results").get(name),
                                                        head.getValue());
                                            }
                                        }));
        int half = golden.get("texts").size() / 2;
        assertThat(compared)
                .as("heads and how many of their answers are compared")
                .isNotEmpty()
                .allSatisfy((head, count) -> assertThat(count).isGreaterThanOrEqualTo(half));
    }

    /** A head's logits without what follows from them. */
    private static JsonNode numbers(JsonNode logits) {
        return logits.isArray() ? logits : logits.get("best");
    }

    private static String text(JsonNode node) {
        return node.get("text").asText();
    }

    private static void eachText(JsonNode expected, BiConsumer<JsonNode, JsonNode> check) {
        assertThat(found.get("texts")).hasSameSizeAs(expected.get("texts"));
        for (int i = 0; i < found.get("texts").size(); i++) {
            check.accept(found.get("texts").get(i), expected.get("texts").get(i));
        }
    }
}
