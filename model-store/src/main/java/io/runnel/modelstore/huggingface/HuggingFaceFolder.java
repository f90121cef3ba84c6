package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.FolderPaths;
import io.runnel.modelstore.Generation;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelFolderException;
import io.runnel.modelstore.graph.GraphFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder as optimum or transformers.js lays it out, whose files fit together. Nothing in it is
 * run: what it is follows from its own files.
 *
 * @param files that are the model, relative to the folder
 * @param graphs what each of its graphs says about itself, by file
 */
public record HuggingFaceFolder(
        Path path,
        ModelConfig config,
        List<Head> heads,
        Generation generation,
        int maxTokens,
        About about,
        List<String> files,
        Map<String, GraphFacts> graphs) {
    /** Longest row where no file names one. */
    private static final int DEFAULT_MAX_TOKENS = 512;

    /** Files that say something of the model, and are kept if they are there. */
    private static final List<String> DESCRIBING =
            List.of(
                    ModelConfig.FILE,
                    TokenizerFacts.FILE,
                    "tokenizer_config.json",
                    "special_tokens_map.json",
                    "generation_config.json",
                    "chat_template.jinja",
                    "modules.json",
                    "sentence_bert_config.json",
                    "1_Pooling/config.json",
                    ReadmeFacts.FILE,
                    "LICENSE",
                    "LICENSE.txt");

    public HuggingFaceFolder {
        heads = List.copyOf(heads);
        files = List.copyOf(files);
        graphs = Map.copyOf(graphs);
    }

    /** What people want to know of a model. */
    public record About(String licence, List<String> languages, String baseModel) {}

    /**
     * Reads a folder.
     *
     * @throws ModelFolderException with every mistake that could be found
     */
    public static HuggingFaceFolder read(Path folder, AddRequest request) {
        return new Reading(folder, request).read();
    }

    /** The graph that answers: of a model that writes, its decoder. */
    public String mainGraph() {
        return generation.isThere() ? generation.decoder() : files.get(0);
    }

    /** Whether any of its graphs takes scales over a whole batch. */
    public boolean isBatchDependent() {
        return graphs.values().stream().anyMatch(GraphFacts::isBatchDependent);
    }

    private record Reading(Path folder, AddRequest request, List<String> mistakes) {
        Reading(Path folder, AddRequest request) {
            this(folder, request, new ArrayList<>());
        }

        HuggingFaceFolder read() {
            Optional<ModelConfig> config = config();
            TokenizerFacts tokenizer = TokenizerFacts.read(folder, mistakes);
            stopIfWrong();
            ModelType type = config.orElseThrow().type();
            Optional<GraphFiles> files =
                    GraphFiles.find(folder, type, request.precision(), mistakes);
            stopIfWrong();
            Map<String, GraphFacts> graphs = graphs(files.orElseThrow());
            stopIfWrong();
            return folder(config.orElseThrow(), tokenizer, files.orElseThrow(), graphs);
        }

        private HuggingFaceFolder folder(
                ModelConfig config,
                TokenizerFacts tokenizer,
                GraphFiles files,
                Map<String, GraphFacts> graphs) {
            mistakes.addAll(GraphInputs.mistakes(config.type().kind(), files, graphs));
            About about = about();
            PoolingFile pooling = PoolingFile.read(folder, mistakes);
            HeadGuess guess =
                    new HeadGuess(
                            config,
                            graphs.get(files.main()),
                            new HeadGuess.Hints(pooling, tokenizer.words()),
                            about.languages(),
                            mistakes);
            List<Head> heads = guess.heads(request.task());
            Generation generation =
                    config.type().kind() == Kind.ENCODER
                            ? Generation.NONE
                            : new Generation(
                                    files.encoder(),
                                    files.main(),
                                    files.withPast(),
                                    Prompts.choose(request.prompt(), config, tokenizer, mistakes));
            int maxTokens = maxTokens(config, tokenizer);
            List<String> kept = kept(files, graphs);
            stopIfWrong();
            return new HuggingFaceFolder(
                    folder, config, heads, generation, maxTokens, about, kept, graphs);
        }

        private Optional<ModelConfig> config() {
            int before = mistakes.size();
            Optional<ModelConfig> config =
                    JsonFile.read(folder, ModelConfig.FILE, mistakes)
                            .map(json -> ModelConfig.read(json, mistakes));
            if (config.isEmpty() && before == mistakes.size()) {
                List<String> there = new FolderPaths(folder).nearest();
                mistakes.add(
                        "File 'config.json' is missing; "
                                + (there.isEmpty()
                                        ? "the folder is empty"
                                        : "there are " + FolderPaths.shown(there))
                                + ". Name the folder that transformers or optimum saved.");
            }
            return config;
        }

        private Map<String, GraphFacts> graphs(GraphFiles files) {
            Map<String, GraphFacts> graphs = new LinkedHashMap<>();
            for (String file : files.all()) {
                Optional<String> mistake = new FolderPaths(folder).mistake("graph", file);
                if (mistake.isPresent()) {
                    mistakes.add(mistake.get());
                    continue;
                }
                try {
                    GraphFacts facts = GraphFacts.read(folder.resolve(file));
                    graphs.put(file, facts);
                    externalFiles(file, facts);
                } catch (IOException e) {
                    mistakes.add("File '" + file + "' is no ONNX graph: " + e.getMessage() + ".");
                }
            }
            return graphs;
        }

        private void externalFiles(String graph, GraphFacts facts) {
            for (String name : facts.weights().files()) {
                String file = beside(graph, name);
                if (isMissing(graph, name)) {
                    mistakes.add(
                            "Graph '"
                                    + graph
                                    + "' keeps weights in '"
                                    + name
                                    + "' beside it, and that file is missing. Copy it too.");
                } else {
                    new FolderPaths(folder)
                            .mistake("weights of '" + graph + "'", file)
                            .ifPresent(mistakes::add);
                }
            }
        }

        /** What is no path at all is not missing either. */
        private boolean isMissing(String graph, String name) {
            try {
                return Files.notExists(folder.resolve(graph).resolveSibling(name));
            } catch (InvalidPathException e) {
                return false;
            }
        }

        private List<String> kept(GraphFiles files, Map<String, GraphFacts> graphs) {
            List<String> kept = new ArrayList<>();
            kept.add(files.main());
            kept.addAll(files.all());
            graphs.forEach(
                    (graph, facts) ->
                            facts.weights().files().forEach(name -> kept.add(beside(graph, name))));
            FolderPaths paths = new FolderPaths(folder);
            for (String file : DESCRIBING) {
                if (Files.exists(folder.resolve(file))) {
                    paths.mistake("folder", file).ifPresent(mistakes::add);
                    kept.add(file);
                }
            }
            return kept.stream().distinct().toList();
        }

        private About about() {
            ReadmeFacts readme = ReadmeFacts.read(folder);
            boolean licenceFile =
                    Stream.of("LICENSE", "LICENSE.txt")
                            .anyMatch(file -> Files.isRegularFile(folder.resolve(file)));
            return new About(
                    firstFilled(
                            request.licence(),
                            readme.licence(),
                            licenceFile ? "see LICENSE" : "unknown"),
                    !request.languages().isEmpty()
                            ? request.languages()
                            : readme.languages().isEmpty()
                                    ? List.of(Head.ANY_LANGUAGE)
                                    : readme.languages(),
                    readme.baseModel());
        }

        private int maxTokens(ModelConfig config, TokenizerFacts tokenizer) {
            return Stream.of(
                            config.positions(),
                            tokenizer.maxTokens(),
                            PoolingFile.maxTokens(folder, mistakes))
                    .filter(limit -> limit > 0)
                    .min(Integer::compare)
                    .orElse(DEFAULT_MAX_TOKENS);
        }

        private void stopIfWrong() {
            if (!mistakes.isEmpty()) {
                throw new ModelFolderException(folder, mistakes);
            }
        }

        private static String firstFilled(String... texts) {
            return Stream.of(texts).filter(text -> !text.isBlank()).findFirst().orElse("");
        }

        private static String beside(String graph, String name) {
            return graph.contains("/")
                    ? graph.substring(0, graph.lastIndexOf('/') + 1) + name
                    : name;
        }
    }
}
