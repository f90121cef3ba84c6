package io.runnel.benchmarks.peers;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.benchmarks.machine.Versions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One model with its tokenizer, called text by text, the way tutorials do it. Thread-safe. */
final class TaskSession implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HuggingFaceTokenizer tokenizer;
    private final OrtSession.SessionOptions options;
    private final OrtSession session;
    private final List<String> labels;

    private TaskSession(
            HuggingFaceTokenizer tokenizer,
            OrtSession.SessionOptions options,
            OrtSession session,
            List<String> labels) {
        this.tokenizer = tokenizer;
        this.options = options;
        this.session = session;
        this.labels = labels;
    }

    /**
     * Loads the fp32 graph of a model folder.
     *
     * @throws IllegalStateException if it cannot be loaded
     */
    static TaskSession open(Path folder, int intraOpThreads) {
        HuggingFaceTokenizer tokenizer = null;
        OrtSession.SessionOptions options = null;
        try {
            List<String> labels = labels(folder);
            tokenizer = tokenizer(folder);
            options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(intraOpThreads);
            String graph = folder.resolve("onnx").resolve("model.onnx").toString();
            OrtSession session = Versions.environment().createSession(graph, options);
            return new TaskSession(tokenizer, options, session, labels);
        } catch (IOException | OrtException e) {
            if (tokenizer != null) {
                tokenizer.close();
            }
            if (options != null) {
                options.close();
            }
            throw new IllegalStateException(
                    "Model folder "
                            + folder
                            + " cannot be loaded ("
                            + e.getMessage()
                            + "); make it with benchmarks/peers/models/run.",
                    e);
        }
    }

    /** The logits of a text. */
    TokenLogits run(String text) {
        Encoding encoding = tokenizer.encode(text, true, false);
        OrtEnvironment environment = Versions.environment();
        long[][] ids = {encoding.getIds()};
        long[][] mask = {encoding.getAttentionMask()};
        long[][] types = {encoding.getTypeIds()};
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
                OnnxTensor typeTensor = OnnxTensor.createTensor(environment, types);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids", idTensor,
                                        "attention_mask", maskTensor,
                                        "token_type_ids", typeTensor))) {
            return new TokenLogits(encoding, rows((OnnxTensor) result.get(0)));
        } catch (OrtException e) {
            throw new IllegalStateException("A model run failed: " + e.getMessage(), e);
        }
    }

    /** The label of the highest logit of a row. */
    String label(TokenLogits logits, int row) {
        return labels.get(logits.best(row));
    }

    private float[][] rows(OnnxTensor logits) {
        FloatBuffer values = logits.getFloatBuffer();
        float[][] rows = new float[values.remaining() / labels.size()][labels.size()];
        for (float[] row : rows) {
            values.get(row);
        }
        return rows;
    }

    private static List<String> labels(Path folder) throws IOException {
        JsonNode names = JSON.readTree(folder.resolve("config.json").toFile()).path("id2label");
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            labels.add(names.path(Integer.toString(i)).asText());
        }
        return labels;
    }

    private static HuggingFaceTokenizer tokenizer(Path folder) throws IOException {
        return HuggingFaceTokenizer.builder()
                .optTokenizerPath(folder.resolve("tokenizer.json"))
                .optPadding(false)
                .optTruncation(false)
                .build();
    }

    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("A session does not close: " + e.getMessage(), e);
        } finally {
            options.close();
        }
    }
}
