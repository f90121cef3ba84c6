package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.graph.OnnxBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes folders as optimum and transformers.js lay them out. */
final class ExportedFolder {
    private static final String TOKENIZER =
            """
            {"model": {"type": "WordPiece", "continuing_subword_prefix": "##", "vocab": {"[UNK]": 0}}}
            """;

    private final Path folder;

    private ExportedFolder(Path folder) {
        this.folder = folder;
    }

    /** A folder with nothing in it. */
    static ExportedFolder empty(Path folder) {
        return new ExportedFolder(folder);
    }

    /** A classifier with three labels, without a mistake. */
    static ExportedFolder classifier(Path folder) {
        return empty(folder)
                .file(
                        "config.json",
                        """
                        {"model_type": "distilbert",
                         "architectures": ["DistilBertForSequenceClassification"],
                         "id2label": {"0": "bad", "1": "so-so", "2": "good"},
                         "max_position_embeddings": 512}
                        """)
                .file("tokenizer.json", TOKENIZER)
                .file("tokenizer_config.json", "{\"model_max_length\": 128}")
                .graph("model.onnx", OnnxBytes.encoder("batch", 3));
    }

    /** An encoder-decoder as optimum writes it today. */
    static ExportedFolder summarizer(Path folder) {
        return empty(folder)
                .file(
                        "config.json",
                        """
                        {"model_type": "t5", "architectures": ["T5ForConditionalGeneration"],
                         "is_encoder_decoder": true, "decoder_start_token_id": 0, "n_positions": 512,
                         "task_specific_params": {"summarization": {"prefix": "summarize: "}}}
                        """)
                .file("tokenizer.json", "{\"model\": {\"type\": \"Unigram\", \"vocab\": []}}")
                .file("generation_config.json", "{\"eos_token_id\": 1, \"pad_token_id\": 0}")
                .graph(
                        "encoder_model.onnx",
                        OnnxBytes.graph()
                                .input("input_ids", 7, "batch", "length")
                                .input("attention_mask", 7, "batch", "length")
                                .output("last_hidden_state", 1, "batch", "length", 8))
                .graph("decoder_model_merged.onnx", decoder());
    }

    /** A decoder of one layer that keeps its past. */
    static OnnxBytes decoder() {
        OnnxBytes graph =
                OnnxBytes.graph()
                        .input("input_ids", 7, "batch", "length")
                        .input("encoder_hidden_states", 1, "batch", "source", 8)
                        .input("encoder_attention_mask", 7, "batch", "source")
                        .input("use_cache_branch", 9, 1)
                        .output("logits", 1, "batch", "length", 30);
        for (String part :
                new String[] {"decoder.key", "decoder.value", "encoder.key", "encoder.value"}) {
            graph.input("past_key_values.0." + part, 1, "batch", 2, "past", 4)
                    .output("present.0." + part, 1, "batch", 2, "now", 4);
        }
        return graph;
    }

    ExportedFolder file(String name, String content) {
        return bytes(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    ExportedFolder graph(String name, OnnxBytes graph) {
        return bytes(name, graph.bytes());
    }

    ExportedFolder bytes(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ExportedFolder without(String name) {
        try {
            Files.delete(folder.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes text of a file that must be there. */
    ExportedFolder with(String name, String old, String changed) {
        try {
            String content = Files.readString(folder.resolve(name));
            if (!content.contains(old)) {
                throw new IllegalArgumentException(name + " has no '" + old + "'.");
            }
            return file(name, content.replace(old, changed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return folder;
    }
}
