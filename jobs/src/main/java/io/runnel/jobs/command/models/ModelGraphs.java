package io.runnel.jobs.command.models;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.graph.GraphFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The graphs of a model as their own files describe them, by file. */
record ModelGraphs(Map<String, GraphFacts> facts, long fileBytes) {
    /**
     * Reads the graphs of a model.
     *
     * @throws CommandFailure if one is no graph
     */
    static ModelGraphs of(ModelDirectory model) {
        Set<String> files = new LinkedHashSet<>(model.card().generation().files());
        files.add(model.card().file());
        Map<String, GraphFacts> facts = new LinkedHashMap<>();
        long bytes = 0;
        for (String file : files) {
            try {
                GraphFacts graph = GraphFacts.read(model.file(file));
                facts.put(file, graph);
                bytes += Files.size(model.file(file));
                for (String beside : graph.weights().files()) {
                    bytes += Files.size(model.file(file).resolveSibling(beside));
                }
            } catch (IOException e) {
                throw new CommandFailure(
                        "Graph "
                                + model.file(file)
                                + " cannot be read: "
                                + e.getMessage()
                                + ". Bring the model in again.",
                        e);
            }
        }
        return new ModelGraphs(facts, bytes);
    }

    /** How many numbers all graphs have together. */
    long parameters() {
        return facts.values().stream().mapToLong(graph -> graph.weights().parameters()).sum();
    }

    /** What the constants take once they are loaded, without what runs need beside them. */
    long weightBytes() {
        return facts.values().stream().mapToLong(graph -> graph.weights().bytes()).sum();
    }
}
