package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.inference.text.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A row whose right answer is known: texts with a label, or tokens with tags.
 *
 * @param labels those that are equally right; empty where the row has tags
 * @param tokens empty where the row has a label
 * @param tags one for each token, as {@code B-person}, {@code I-person}, {@code O}
 * @param judged which found entities are right or wrong; others have no gold and do not count
 */
record LabelledRow(
        List<String> passages,
        List<String> labels,
        List<String> tokens,
        List<String> tags,
        Judged judged) {
    /**
     * What a data set labels everywhere: a set that labels no dates says nothing about a date.
     *
     * @param types entity types that are labelled; empty for all
     * @param ignored tokens that are not judged
     */
    record Judged(Set<String> types, Set<Integer> ignored) {
        static final Judged ALL = new Judged(Set.of(), Set.of());

        boolean counts(TokenSpan span) {
            return (types.isEmpty() || types.contains(span.type()))
                    && IntStream.rangeClosed(span.first(), span.last())
                            .noneMatch(ignored::contains);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads {@code {"text" or "passages", "label" or "labels"}}, where each of the labels is right,
     * or {@code {"tokens", "tags"}}, with {@code "types"} and {@code "ignored"} if only some types
     * or tokens are labelled.
     *
     * @throws IllegalArgumentException if the line is neither, with what was expected
     */
    static LabelledRow parse(byte[] line) {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getMessage(), e);
        }
        if (row.path("tokens").isArray() && row.path("tags").isArray()) {
            List<String> tokens = texts(row.path("tokens"));
            List<String> tags = texts(row.path("tags"));
            if (tokens.size() != tags.size()) {
                throw new IllegalArgumentException(
                        "it has " + tokens.size() + " tokens and " + tags.size() + " tags.");
            }
            return new LabelledRow(
                    List.of(String.join(" ", tokens)), List.of(), tokens, tags, judged(row));
        }
        List<String> passages =
                row.path("passages").isArray()
                        ? texts(row.path("passages"))
                        : row.path("text").isTextual()
                                ? List.of(row.path("text").asText())
                                : List.of();
        List<String> labels = labels(row);
        if (passages.isEmpty() || labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected 'text' or 'passages' with 'label', or 'tokens' with 'tags'.");
        }
        return new LabelledRow(passages, labels, List.of(), List.of(), Judged.ALL);
    }

    private static Judged judged(JsonNode row) {
        Set<Integer> ignored = new HashSet<>();
        row.path("ignored").forEach(token -> ignored.add(token.asInt()));
        return new Judged(Set.copyOf(texts(row.path("types"))), Set.copyOf(ignored));
    }

    private static List<String> labels(JsonNode row) {
        if (row.path("labels").isArray()) {
            return texts(row.path("labels"));
        }
        return row.path("label").isTextual() ? List.of(row.path("label").asText()) : List.of();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    /** The texts as the engine takes them. */
    List<Passage> asPassages() {
        List<Passage> all = new ArrayList<>();
        for (String text : passages) {
            all.add(new Passage("passages[" + all.size() + "]", text));
        }
        return all;
    }
}
