package io.runnel.modelstore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model folder says about itself in {@code runnel.yaml}.
 *
 * @param baseModel what it was trained from, or an empty text
 * @param languages that it was trained for, as ISO 639-1
 * @param file the graph, relative to the folder
 * @param precision {@code fp32}, {@code int8}, …
 * @param maxTokens longest row, special tokens included
 * @param tokenTypes what the graph's input {@code token_type_ids} holds
 * @param digests {@code sha256:…} of each file, by its path relative to the folder
 * @param batchDependent whether an answer may change with the rows beside it, because the graph was
 *     quantized with one scale for a whole batch
 * @param generation how it writes texts, if it does
 */
public record ModelCard(
        ModelId id,
        String licence,
        String description,
        String baseModel,
        List<String> languages,
        String file,
        String precision,
        int maxTokens,
        TokenTypes tokenTypes,
        List<Head> heads,
        Map<String, String> digests,
        boolean batchDependent,
        Generation generation) {
    public ModelCard {
        languages = List.copyOf(languages);
        heads = List.copyOf(heads);
        digests = Map.copyOf(digests);
    }

    /** The head of this name, if there is one. */
    public Optional<Head> head(String name) {
        return heads.stream().filter(head -> head.name().equals(name)).findFirst();
    }

    /** The first head of this task, if there is one. */
    public Optional<Head> head(HeadTask task) {
        return heads.stream().filter(head -> head.task() == task).findFirst();
    }

    /**
     * The precision as enriched records name it: {@code int8, batch_dependent} where an answer may
     * change with the rows beside it.
     */
    public String recordedPrecision() {
        return batchDependent ? precision + ", batch_dependent" : precision;
    }

    /** The heads with their tasks, for messages. */
    public String headNames() {
        return heads.stream()
                .map(head -> head.name() + " (" + head.task().label() + ")")
                .collect(Collectors.joining(", "));
    }
}
