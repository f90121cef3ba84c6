package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.FolderPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which ONNX files of a folder are the model: in its root as optimum writes them, or in {@code
 * onnx/} as transformers.js does.
 *
 * @param encoder empty unless the model is an encoder-decoder
 * @param main the graph of an encoder, or the decoder
 * @param withPast the decoder from the second step on; empty where {@code main} is that too
 */
record GraphFiles(String encoder, String main, String withPast) {
    private static final List<String> PLACES = List.of("", "onnx/");

    /** A folder that holds no usable graph gives a mistake, and nothing. */
    static Optional<GraphFiles> find(
            Path folder, ModelType type, String precision, List<String> mistakes) {
        if (!precision.isEmpty() && Precision.ofLabel(precision).isEmpty()) {
            mistakes.add(
                    "Precision '"
                            + precision
                            + "' is unknown; known are "
                            + Precision.labels()
                            + ".");
            return Optional.empty();
        }
        Search search = new Search(folder, precision);
        Optional<GraphFiles> found =
                switch (type.kind()) {
                    case ENCODER -> search.single().map(main -> new GraphFiles("", main, ""));
                    case DECODER ->
                            search.decoder()
                                    .map(files -> new GraphFiles("", files.main, files.withPast));
                    case ENCODER_DECODER -> search.encoderDecoder(mistakes);
                };
        if (found.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(nothing(folder, type, precision));
        }
        return found;
    }

    /** Every graph. */
    List<String> all() {
        return Stream.of(encoder, main, withPast).filter(file -> !file.isEmpty()).toList();
    }

    private static String nothing(Path folder, ModelType type, String precision) {
        List<String> files = new FolderPaths(folder).nearest();
        List<String> graphs = files.stream().filter(file -> file.endsWith(".onnx")).toList();
        String export = " Export it with: " + exportLine(type);
        if (!graphs.isEmpty()) {
            String expected =
                    type.kind() == Kind.ENCODER
                            ? "model.onnx"
                            : "decoder_model_merged.onnx, or decoder_model.onnx and decoder_with_past_model.onnx";
            return "No graph of the expected name"
                    + (precision.isEmpty() ? "" : " in precision " + precision)
                    + " is there: there are "
                    + FolderPaths.shown(graphs)
                    + "; expected "
                    + expected
                    + ", in the folder or in its onnx/."
                    + export;
        }
        String weights =
                files.stream()
                        .filter(
                                file ->
                                        file.endsWith(".safetensors")
                                                || file.endsWith(".bin")
                                                || file.endsWith(".h5"))
                        .findFirst()
                        .map(file -> "; '" + file + "' holds weights of another framework")
                        .orElse("");
        return "No ONNX file is there" + weights + "." + export;
    }

    static String exportLine(ModelType type) {
        String task =
                switch (type.kind()) {
                    case ENCODER -> "text-classification";
                    case ENCODER_DECODER -> "text2text-generation-with-past";
                    case DECODER -> "text-generation-with-past";
                };
        return "optimum-cli export onnx --model FOLDER --task " + task + " OUTPUT";
    }

    /** Looks for names in every place and variant. */
    private record Search(Path folder, String precision) {
        Optional<String> single() {
            return first("model");
        }

        Optional<GraphFiles> decoder() {
            Optional<String> merged = first("decoder_model_merged");
            if (merged.isPresent()) {
                return merged.map(main -> new GraphFiles("", main, ""));
            }
            Optional<String> pair = first("decoder_with_past_model");
            if (pair.isPresent()) {
                return first("decoder_model").map(main -> new GraphFiles("", main, pair.get()));
            }
            return first("model").map(main -> new GraphFiles("", main, ""));
        }

        Optional<GraphFiles> encoderDecoder(List<String> mistakes) {
            Optional<String> encoder = first("encoder_model");
            Optional<GraphFiles> decoder = decoder();
            if (encoder.isPresent() && decoder.isEmpty()) {
                mistakes.add(
                        "There is '"
                                + encoder.get()
                                + "' and no decoder that keeps its past: expected"
                                + " decoder_model_merged.onnx, or decoder_model.onnx and"
                                + " decoder_with_past_model.onnx beside it. Export it with"
                                + " --task text2text-generation-with-past.");
            } else if (encoder.isEmpty() && decoder.isPresent()) {
                mistakes.add(
                        "There is '"
                                + decoder.get().main
                                + "' and no encoder_model.onnx beside it; an encoder-decoder needs"
                                + " both. Copy the whole folder.");
            } else if (encoder.isPresent()) {
                return decoder.map(
                        files -> new GraphFiles(encoder.get(), files.main, files.withPast));
            }
            return Optional.empty();
        }

        private Optional<String> first(String name) {
            for (Precision variant : Precision.wanted(precision)) {
                for (String place : PLACES) {
                    String file = place + variant.file(name);
                    if (Files.exists(folder.resolve(file))) {
                        return Optional.of(file);
                    }
                }
            }
            return Optional.empty();
        }
    }
}
