package io.runnel.modelstore.huggingface;

import io.runnel.modelstore.ModelId;
import java.util.List;

/**
 * What somebody wants of a folder; whatever is empty is read from its files.
 *
 * @param task as the hub names it, such as {@code text-classification}
 * @param precision which variant of the graph, such as {@code fp32} or {@code q4}
 * @param licence in place of the one in its README
 * @param languages in place of those in its README, as ISO 639-1
 * @param scales what happens to a graph that takes its scales over a whole batch
 * @param prompt what a model that writes is told to do; {@code {text}} stands for the text
 */
public record AddRequest(
        ModelId id,
        String task,
        String precision,
        String licence,
        List<String> languages,
        Scales scales,
        String prompt) {
    /** What happens to a graph that takes its scales over a whole batch. */
    public enum Scales {
        /** It stays, and its card says so. */
        AS_THEY_ARE,
        /** Each token is scaled by itself, in a copy. */
        BY_ROW
    }

    public AddRequest {
        languages = List.copyOf(languages);
    }

    /** Everything as the folder says. */
    public static AddRequest of(ModelId id) {
        return new AddRequest(id, "", "", "", List.of(), Scales.AS_THEY_ARE, "");
    }
}
