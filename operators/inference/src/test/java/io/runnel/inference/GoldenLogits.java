package io.runnel.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.batch.RowLengths;
import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.onnx.ModelHandle;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.RowLogits;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.task.ChunkLogits;
import io.runnel.inference.task.DocumentLogits;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.task.Margins;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelDirectory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a pack's graph says about texts that fit into a row, as JSON for the golden file. */
final class GoldenLogits implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double DECIMALS = 1e4;

    private final ModelDirectory pack;
    private final ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());
    private final Tokenizer tokenizer;
    private final ModelHandle model;

    GoldenLogits(ModelDirectory pack) {
        this.pack = pack;
        this.tokenizer = Tokenizer.open(pack.tokenizer());
        this.model = registry.acquire(pack, new SessionPlan(1));
    }

    /** The token ids and letter cases of a text. */
    ObjectNode tokens(String text) {
        TokenizedPassage passage = tokenizer.tokenize(text);
        ObjectNode node = JSON.createObjectNode();
        ArrayNode ids = node.putArray("ids");
        ArrayNode cases = node.putArray("letter_cases");
        for (int token = 0; token < passage.tokens(); token++) {
            ids.add(passage.id(token));
            cases.add((int) passage.letterCase(token));
        }
        return node;
    }

    /** What the graph says about a text, as tasks read it. */
    DocumentLogits read(String text) throws ModelRunException {
        List<TokenizedPassage> passages = List.of(tokenizer.tokenize(text));
        List<Chunk> chunks = new Chunker(pack.card().maxTokens()).chunk(passages);
        if (chunks.size() != 1) {
            throw new IllegalArgumentException("Not one row: " + text);
        }
        TokenizedChunk row = TokenizedChunk.of(chunks.get(0), passages, tokenizer.special());
        int length = RowLengths.padded(row.length(), pack.card().maxTokens());
        Set<String> heads =
                pack.card().heads().stream().map(Head::name).collect(Collectors.toSet());
        RowLogits logits =
                model.run(new Batch(length, List.of(row)), heads, Duration.ofMinutes(1)).row(0);
        return new DocumentLogits(passages, List.of(new ChunkLogits(row, logits)));
    }

    /**
     * For each head: the mean of all tokens; of heads that tag words the place of each token's best
     * label and its logit.
     */
    ObjectNode logits(DocumentLogits document) {
        ObjectNode node = JSON.createObjectNode();
        for (Head head : pack.card().heads()) {
            node.set(
                    head.name(),
                    tags(head)
                            ? best(own(document, head), tokens(document))
                            : JSON.valueToTree(means(own(document, head), tokens(document))));
        }
        return node;
    }

    /**
     * For each head that answers: how far its second best label is behind, of heads that tag words
     * the least of its tokens; of fields and summaries also by how much one was chosen.
     *
     * @param tasks the task that each head answers
     */
    ObjectNode margins(DocumentLogits document, Map<String, Task<?>> tasks) {
        ObjectNode node = JSON.createObjectNode();
        tasks.forEach((name, task) -> node.put(name, rounded(margin(document, task))));
        return node;
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
        registry.close();
    }

    /** A number as the golden file has it. */
    static double rounded(double number) {
        return Math.round(number * DECIMALS) / DECIMALS;
    }

    private double margin(DocumentLogits document, Task<?> task) {
        ModelCard card = pack.card();
        Head head = card.head(task.head()).orElseThrow();
        if (task instanceof Summarize summary) {
            return Margins.ofSummary(summary, card, document);
        }
        HeadLogits logits = own(document, head);
        if (!tags(head)) {
            return lead(means(logits, tokens(document)));
        }
        double margin = Margins.MOST;
        for (int token = 0; token < tokens(document); token++) {
            margin = Math.min(margin, lead(of(logits, token)));
        }
        return task instanceof ExtractFields fields
                ? Math.min(margin, Margins.ofFields(fields, card, document))
                : margin;
    }

    private static boolean tags(Head head) {
        return head.labels().contains("O");
    }

    private static int tokens(DocumentLogits document) {
        return document.passages().get(0).tokens();
    }

    private static HeadLogits own(DocumentLogits document, Head head) {
        return document.chunks().get(0).logits().head(head.name());
    }

    private static double[] of(HeadLogits logits, int token) {
        return IntStream.range(0, logits.labels())
                .mapToDouble(label -> logits.at(1 + token, label))
                .toArray();
    }

    private static double[] means(HeadLogits logits, int tokens) {
        return IntStream.range(0, logits.labels())
                .mapToDouble(
                        label ->
                                rounded(
                                        IntStream.range(0, tokens)
                                                .mapToDouble(token -> logits.at(1 + token, label))
                                                .average()
                                                .orElse(0)))
                .toArray();
    }

    private static ObjectNode best(HeadLogits logits, int tokens) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode labels = node.putArray("labels");
        ArrayNode values = node.putArray("best");
        for (int token = 0; token < tokens; token++) {
            double[] all = of(logits, token);
            int best = 0;
            for (int label = 1; label < all.length; label++) {
                best = all[label] > all[best] ? label : best;
            }
            labels.add(best);
            values.add(rounded(all[best]));
        }
        return node;
    }

    /** By how much the greatest is ahead. */
    private static double lead(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - 1] - sorted[sorted.length - 2];
    }
}
