package io.runnel.peers.djl;

import ai.djl.MalformedModelException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One of the four models: its labels, and predictors for it, one a thread. */
final class TaskModel {
    private static final int MAX_TOKENS = 256;

    private final ZooModel<String[], Tagged[]> model;
    private final String[] labels;

    private TaskModel(ZooModel<String[], Tagged[]> model, String[] labels) {
        this.model = model;
        this.labels = labels;
    }

    /** Loads a model folder; each run takes one thread. */
    static TaskModel load(Path folder)
            throws IOException, ModelNotFoundException, MalformedModelException {
        HuggingFaceTokenizer tokenizer =
                HuggingFaceTokenizer.newInstance(
                        folder.resolve("tokenizer.json"),
                        Map.of(
                                "padding", "true",
                                "truncation", "true",
                                "maxLength", Integer.toString(MAX_TOKENS)));
        // DJL reads the number of intra-op threads only where that of inter-op threads is set, too.
        ZooModel<String[], Tagged[]> model =
                Criteria.builder()
                        .setTypes(String[].class, Tagged[].class)
                        .optModelPath(folder.resolve("onnx"))
                        .optModelName("model")
                        .optEngine("OnnxRuntime")
                        .optOption("interOpNumThreads", "1")
                        .optOption("intraOpNumThreads", "1")
                        .optTranslator(new BertTranslator(tokenizer))
                        .build()
                        .loadModel();
        return new TaskModel(model, labels(folder));
    }

    /** A predictor for one thread. */
    Predictor<String[], Tagged[]> predictor() {
        return model.newPredictor();
    }

    /** The label with the highest logit. */
    String label(float[] logits) {
        return labels[best(logits)];
    }

    static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    private static String[] labels(Path folder) throws IOException {
        JsonNode names =
                new ObjectMapper().readTree(folder.resolve("config.json").toFile()).get("id2label");
        String[] labels = new String[names.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = names.get(Integer.toString(i)).asText();
        }
        return labels;
    }
}
