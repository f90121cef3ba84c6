package io.runnel.modelstore.huggingface;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.modelstore.ModelFolderException;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.graph.OnnxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each wrong folder is refused with a sentence that says what is there and what to do. */
class WrongFoldersTest {
    private static final ModelId ID = new ModelId("mine", "1");

    @TempDir Path temporary;
    private ExportedFolder good;

    @BeforeEach
    void writeAGoodFolder() {
        good = ExportedFolder.classifier(temporary.resolve("exported"));
    }

    @Test
    void anEmptyFolder() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertRefused(
                ExportedFolder.empty(empty),
                "File 'config.json' is missing; the folder is empty",
                "Name the folder that transformers or optimum saved");
    }

    @Test
    void aFolderWithoutConfig() {
        assertRefused(
                good.without("config.json"),
                "File 'config.json' is missing; there are [model.onnx, tokenizer.json");
    }

    @Test
    void aFolderThatIsSomethingElse() {
        ExportedFolder other = ExportedFolder.empty(temporary.resolve("home"));
        for (int i = 10; i < 40; i++) {
            other.file("file-" + i, "x");
        }
        other.file(".hidden/secret", "x").file("a/b/c/d/deep", "x");
        assertThatThrownBy(() -> HuggingFaceFolder.read(other.path(), AddRequest.of(ID)))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("there are [file-10, file-11")
                .hasMessageContaining("file-29 and 10 more]")
                .hasMessageNotContainingAny("secret", "deep");
    }

    @Test
    void aConfigThatIsNoJson() {
        assertRefused(
                good.file("config.json", "{\"model_type\": bert"),
                "File 'config.json' is no JSON: ",
                "(line 1). Save the model again.");
    }

    @Test
    void aModelTypeThatNobodyKnows() {
        assertRefused(
                good.with("config.json", "distilbert", "vit"),
                "model_type 'vit', which is not understood; understood are bert, distilbert");
    }

    @Test
    void anArchitectureThatAnswersNoTask() {
        assertRefused(
                good.with("config.json", "SequenceClassification", "QuestionAnswering"),
                "saved from DistilBertForQuestionAnswering, which answers none of our tasks",
                "Say --task");
    }

    @Test
    void weightsThatWereNeverExported() {
        assertRefused(
                good.without("model.onnx").file("model.safetensors", "weights"),
                "No ONNX file is there; 'model.safetensors' holds weights of another framework",
                "optimum-cli export onnx");
    }

    @Test
    void aGraphOfAnotherName() {
        assertRefused(
                good.without("model.onnx").graph("my_model.onnx", OnnxBytes.encoder("b", 3)),
                "No graph of the expected name is there: there are [my_model.onnx]; expected"
                        + " model.onnx");
    }

    @Test
    void aPointerOfGitLfs() {
        assertRefused(
                good.file("model.onnx", "version https://git-lfs.github.com/spec/v1\noid x\n"),
                "File 'model.onnx' is no ONNX graph: it is a pointer of Git LFS",
                "git lfs pull");
    }

    @Test
    void aFileThatIsNoOnnx() {
        assertRefused(
                good.file("model.onnx", "\u0007\u0003 something else"),
                "File 'model.onnx' is no ONNX graph: it holds");
    }

    @Test
    void weightsBesideTheGraphThatAreMissing() {
        assertRefused(
                good.graph(
                        "model.onnx",
                        OnnxBytes.encoder("b", 3).externalWeights("w", "model.onnx_data")),
                "keeps weights in 'model.onnx_data' beside it, and that file is missing. Copy it"
                        + " too.");
    }

    @Test
    void weightsThatLieOutsideOfTheFolder() throws IOException {
        Files.writeString(temporary.resolve("elsewhere.bin"), "weights");
        assertRefused(
                good.graph(
                        "model.onnx",
                        OnnxBytes.encoder("b", 3).externalWeights("w", "../elsewhere.bin")),
                "'../elsewhere.bin' leaves the folder");
    }

    @Test
    void aFileThatIsALinkOutOfTheFolder() throws IOException {
        Path elsewhere = Files.writeString(temporary.resolve("elsewhere.md"), "secret");
        Files.createSymbolicLink(good.path().resolve("README.md"), elsewhere);
        assertRefused(good, "'README.md' is a link out of the folder", "'cp -rL'");
    }

    @Test
    void aMissingTokenizer() {
        assertRefused(
                good.without("tokenizer.json").file("vocab.txt", "[UNK]\n"),
                "File 'tokenizer.json' is missing; there is 'vocab.txt', of the slow tokenizer",
                "use_fast=True");
    }

    @Test
    void aTokenizerOfAnotherKind() {
        assertRefused(
                good.file("tokenizer.json", "{\"model\": {\"type\": \"WordLevel\"}}"),
                "a tokenizer of type 'WordLevel'; expected WordPiece, BPE or Unigram");
    }

    @Test
    void anInputThatNobodyFills() {
        assertRefused(
                good.graph("model.onnx", OnnxBytes.encoder("b", 3).input("bbox", 7, "b", "s", 4)),
                "wants input 'bbox'; this build fills input_ids, attention_mask, token_type_ids,"
                        + " position_ids",
                "Export it without that input");
    }

    @Test
    void anInputOfAnotherType() {
        assertRefused(
                good.graph(
                        "model.onnx",
                        OnnxBytes.graph()
                                .input("input_ids", 6, "b", "s")
                                .output("logits", 1, "b", 3)),
                "Input 'input_ids' of graph 'model.onnx' is int32; expected int64");
    }

    @Test
    void anEncoderThatIsNotToldWhatIsPadding() {
        assertRefused(
                good.graph(
                        "model.onnx",
                        OnnxBytes.graph()
                                .input("input_ids", 7, "b", "s")
                                .output("logits", 1, "b", 3)),
                "Graph 'model.onnx' has no input 'attention_mask'",
                "Export it with that input");
    }

    @Test
    void labelsOfAnotherGraph() {
        assertRefused(
                good.graph("model.onnx", OnnxBytes.encoder("b", 5)),
                "config.json names 3 labels, and output 'logits' has 5 numbers");
    }

    @Test
    void labelsWithAGap() {
        assertRefused(
                good.with("config.json", "\"2\": \"good\"", "\"3\": \"good\""),
                "names 3 labels in id2label, and none has the number 2");
    }

    @Test
    void anOutputThatIsMissing() {
        assertRefused(
                good.graph(
                        "model.onnx",
                        OnnxBytes.graph()
                                .input("input_ids", 7, "b", "s")
                                .output("last_hidden_state", 1, "b", "s", 8)),
                "The graph has no output 'logits'; it has [last_hidden_state float32");
    }

    @Test
    void anOutputInHalfPrecision() {
        assertRefused(
                good.graph(
                        "model.onnx",
                        OnnxBytes.graph()
                                .input("input_ids", 7, "b", "s")
                                .output("logits", 10, "b", 3)),
                "Output 'logits' is float16; this build reads float32");
    }

    @Test
    void vectorsThatAreMadeInAWayWeDoNotKnow() {
        ExportedFolder embedder =
                good.with("config.json", "ForSequenceClassification", "Model")
                        .graph("model.onnx", OnnxBytes.hiddenStates())
                        .file(
                                "1_Pooling/config.json",
                                """
                                {"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": true}
                                """)
                        .file(
                                "modules.json",
                                "[{\"type\": \"sentence_transformers.models.Dense\"}]")
                        .file("sentence_bert_config.json", "{\"do_lower_case\": true}");
        assertRefused(
                embedder,
                "pooling [cls, mean] and module 'sentence_transformers.models.Dense' of modules.json"
                        + " and do_lower_case",
                "--library sentence_transformers gives it an output sentence_embedding");
    }

    @Test
    void anEncoderWithoutItsDecoder() {
        assertRefused(
                ExportedFolder.summarizer(temporary.resolve("summarizer"))
                        .without("decoder_model_merged.onnx"),
                "There is 'encoder_model.onnx' and no decoder that keeps its past");
    }

    @Test
    void aDecoderThatKeepsNoPast() {
        assertRefused(
                ExportedFolder.summarizer(temporary.resolve("summarizer"))
                        .graph(
                                "decoder_model_merged.onnx",
                                OnnxBytes.graph()
                                        .input("input_ids", 7, "b", "s")
                                        .output("logits", 1, "b", "s", 30)),
                "has no past_key_values among its inputs",
                "text2text-generation-with-past");
    }

    @Test
    void aDecoderWithAnOperatorThatTakesNoPaddedTexts() {
        assertRefused(
                ExportedFolder.summarizer(temporary.resolve("summarizer"))
                        .graph(
                                "decoder_model_merged.onnx",
                                ExportedFolder.decoder().node("GroupQueryAttention")),
                "Graph 'decoder_model_merged.onnx' has the operator GroupQueryAttention",
                "Export the model itself with --task text2text-generation-with-past");
    }

    @Test
    void weightsInAFileWhoseNameIsNoPath() {
        assertRefused(
                good.graph("model.onnx", OnnxBytes.encoder("b", 3).externalWeights("w", "a\0b")),
                "weights of 'model.onnx'",
                "is no path");
    }

    @Test
    void aTaskThatNobodyKnows() {
        AddRequest request =
                new AddRequest(
                        ID, "translate", "", "", List.of(), AddRequest.Scales.AS_THEY_ARE, "");
        assertThatThrownBy(() -> HuggingFaceFolder.read(good.path(), request))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("Task 'translate' is unknown; known are text-classification");
    }

    @Test
    void aVariantThatIsNotThere() {
        AddRequest request =
                new AddRequest(ID, "", "q4", "", List.of(), AddRequest.Scales.AS_THEY_ARE, "");
        assertThatThrownBy(() -> HuggingFaceFolder.read(good.path(), request))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("No graph of the expected name in precision q4 is there");
    }

    private static void assertRefused(ExportedFolder folder, String... phrases) {
        assertThatThrownBy(() -> HuggingFaceFolder.read(folder.path(), AddRequest.of(ID)))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContainingAll(phrases);
    }
}
