package io.runnel.modelstore.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.Pooling;
import io.runnel.modelstore.Scores;
import io.runnel.modelstore.WordRule;
import io.runnel.modelstore.graph.OnnxBytes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceFolderTest {
    private static final ModelId ID = new ModelId("mine", "1");
    private static final String MODULES =
            """
            [{"type": "sentence_transformers.models.Transformer"},
             {"type": "sentence_transformers.models.Pooling"},
             {"type": "sentence_transformers.models.%s"}]
            """;

    @TempDir Path temporary;

    @Test
    void readsLabelsAndTheShorterOfTwoLimits() {
        HuggingFaceFolder folder = read(classifier());
        Head head = folder.heads().get(0);
        assertThat(head.task()).isEqualTo(HeadTask.TEXT_CLASSIFICATION);
        assertThat(head.labels()).containsExactly("bad", "so-so", "good");
        assertThat(head.shape().pooling()).isEqualTo(Pooling.ROW);
        assertThat(head.shape().scores()).isEqualTo(Scores.SOFTMAX);
        assertThat(folder.maxTokens()).isEqualTo(128);
        assertThat(folder.files()).startsWith("model.onnx").contains("tokenizer.json");
    }

    @Test
    void choosesScoresAsThePipelineDoes() {
        assertThat(scores(problem("multi_label_classification"))).isEqualTo(Scores.SIGMOID);
        assertThat(scores(problem("regression"))).isEqualTo(Scores.NONE);
        ExportedFolder one =
                classifier()
                        .with(
                                "config.json",
                                "{\"0\": \"bad\", \"1\": \"so-so\", \"2\": \"good\"}",
                                "{\"0\": \"LABEL_0\"}")
                        .graph("model.onnx", OnnxBytes.encoder("batch", 1));
        assertThat(scores(one)).isEqualTo(Scores.SIGMOID);
    }

    @Test
    void countsLabelsThatHaveNoNames() {
        String names = "\"id2label\": {\"0\": \"bad\", \"1\": \"so-so\", \"2\": \"good\"}";
        ExportedFolder one =
                classifier()
                        .with("config.json", names, "\"num_labels\": 1")
                        .graph("model.onnx", OnnxBytes.encoder("batch", "labels"));
        assertThat(read(one).heads().get(0).labels()).containsExactly("LABEL_0");
        ExportedFolder ofTheGraph =
                classifier()
                        .with("config.json", names, "\"id2label\": null")
                        .graph("model.onnx", OnnxBytes.encoder("batch", 1));
        assertThat(read(ofTheGraph).heads().get(0).labels()).containsExactly("LABEL_0");
    }

    @Test
    void countsTwoPositionsLessForRobertasRelatives() {
        ExportedFolder roberta =
                classifier()
                        .with("config.json", "distilbert", "xlm-roberta")
                        .with("config.json", "512", "514")
                        .file("tokenizer_config.json", "{\"model_max_length\": 1e30}");
        assertThat(read(roberta).maxTokens()).isEqualTo(512);
    }

    @Test
    void takesTheGraphInTheOnnxFolderInTheWantedVariant() {
        ExportedFolder folder =
                classifier()
                        .without("model.onnx")
                        .graph("onnx/model_quantized.onnx", OnnxBytes.encoder("b", 3))
                        .graph("onnx/model_fp16.onnx", OnnxBytes.encoder("b", 3));
        assertThat(read(folder).mainGraph()).isEqualTo("onnx/model_quantized.onnx");
        AddRequest half =
                new AddRequest(ID, "", "fp16", "", List.of(), AddRequest.Scales.AS_THEY_ARE, "");
        assertThat(HuggingFaceFolder.read(folder.path(), half).mainGraph())
                .isEqualTo("onnx/model_fp16.onnx");
    }

    @Test
    void keepsTheWeightsThatLieBesideTheGraph() {
        ExportedFolder folder =
                classifier()
                        .without("model.onnx")
                        .graph(
                                "onnx/model.onnx",
                                OnnxBytes.encoder("b", 3).externalWeights("w", "model.onnx_data"))
                        .file("onnx/model.onnx_data", "numbers");
        assertThat(read(folder).files()).contains("onnx/model.onnx", "onnx/model.onnx_data");
    }

    @Test
    void aModelForInferenceAnswersZeroShotToo() {
        ExportedFolder folder =
                classifier()
                        .with("config.json", "\"bad\"", "\"contradiction\"")
                        .with("config.json", "\"so-so\"", "\"neutral\"")
                        .with("config.json", "\"good\"", "\"entailment\"");
        assertThat(read(folder).heads())
                .extracting(Head::task)
                .containsExactly(HeadTask.TEXT_CLASSIFICATION, HeadTask.ZERO_SHOT_CLASSIFICATION);
    }

    @Test
    void tokenClassifiersTellWordsAsTheirTokenizerDoes() {
        ExportedFolder tagger =
                classifier()
                        .with("config.json", "SequenceClassification", "TokenClassification")
                        .graph("model.onnx", OnnxBytes.encoder("b", "s", 3));
        assertThat(read(tagger).heads().get(0).shape().words()).isEqualTo(WordRule.PREFIX);
        tagger.file("tokenizer.json", "{\"model\": {\"type\": \"Unigram\"}}");
        assertThat(read(tagger).heads().get(0).shape().words()).isEqualTo(WordRule.BLANKS);
    }

    @Test
    void embedsAsSentenceTransformersSays() {
        ExportedFolder folder =
                classifier()
                        .with("config.json", "ForSequenceClassification", "Model")
                        .file("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true}")
                        .file("modules.json", MODULES.formatted("Normalize"))
                        .graph("model.onnx", OnnxBytes.hiddenStates());
        Head head = read(folder).heads().get(0);
        assertThat(head.task()).isEqualTo(HeadTask.SENTENCE_EMBEDDING);
        assertThat(head.shape().pooling()).isEqualTo(Pooling.FIRST);
        assertThat(head.width()).isEqualTo(8);
    }

    @Test
    void asksNotHowVectorsAreMadeWhereTheGraphMakesThem() {
        ExportedFolder folder =
                classifier()
                        .with("config.json", "ForSequenceClassification", "Model")
                        .file("modules.json", MODULES.formatted("Dense"))
                        .graph(
                                "model.onnx",
                                OnnxBytes.hiddenStates().output("sentence_embedding", 1, "b", 8));
        assertThat(read(folder).heads().get(0).output()).isEqualTo("sentence_embedding");
    }

    @Test
    void anEncoderDecoderIsToldWhatItsConfigSays() {
        HuggingFaceFolder folder = read(ExportedFolder.summarizer(temporary.resolve("summarizer")));
        assertThat(folder.generation().encoder()).isEqualTo("encoder_model.onnx");
        assertThat(folder.generation().decoder()).isEqualTo("decoder_model_merged.onnx");
        assertThat(folder.generation().promptFor("A text.")).isEqualTo("summarize: A text.");
        assertThat(folder.heads()).extracting(Head::task).containsExactly(HeadTask.GENERATION);
    }

    @Test
    void readsLicenceAndLanguagesFromTheReadme() {
        ExportedFolder folder =
                classifier()
                        .file(
                                "README.md",
                                "---\nlicense: apache-2.0\nlanguage:\n- en\n- no\n---\n# X\n");
        assertThat(read(folder).about().licence()).isEqualTo("Apache-2.0");
        assertThat(read(folder).about().languages()).containsExactly("en", "no");
        folder.without("README.md");
        assertThat(read(folder).about().languages()).containsExactly(Head.ANY_LANGUAGE);
        assertThat(read(folder).about().licence()).isEqualTo("unknown");
    }

    @Test
    void saysThatScalesAreTakenOverABatch() {
        ExportedFolder folder =
                classifier()
                        .graph(
                                "model.onnx",
                                OnnxBytes.encoder("b", 3).node("DynamicQuantizeLinear"));
        assertThat(read(folder).isBatchDependent()).isTrue();
    }

    private ExportedFolder classifier() {
        return ExportedFolder.classifier(temporary.resolve("exported"));
    }

    private ExportedFolder problem(String type) {
        return classifier()
                .with(
                        "config.json",
                        "\"model_type\"",
                        "\"problem_type\": \"" + type + "\", \"model_type\"");
    }

    private static Scores scores(ExportedFolder folder) {
        return read(folder).heads().get(0).shape().scores();
    }

    private static HuggingFaceFolder read(ExportedFolder folder) {
        return HuggingFaceFolder.read(folder.path(), AddRequest.of(ID));
    }
}
