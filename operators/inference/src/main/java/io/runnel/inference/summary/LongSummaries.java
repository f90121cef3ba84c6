package io.runnel.inference.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Summaries of texts of any length: a text that does not fit is cut into parts, each part is
 * summarized, and the summaries together are summarized again, until one is left.
 */
public final class LongSummaries {
    /** Rounds after which the summaries are joined as they are: they stopped getting shorter. */
    private static final int MOST_ROUNDS = 4;

    private final Function<String, CompletableFuture<Part>> model;
    private final TextParts parts;
    private final Executor texts;

    /**
     * A summary of one part.
     *
     * @param cut whether the model stopped before it came to an end
     */
    public record Part(String text, boolean cut) {}

    /**
     * A summary.
     *
     * @param parts how many parts the text was cut into
     * @param rounds how often summaries were summarized; 1 for a text that fits
     * @param cut whether any part of it was
     */
    public record Whole(String text, int parts, int rounds, boolean cut) {}

    /**
     * @param model summarizes a text that fits
     * @param counter counts tokens
     * @param mostTokens of a text that fits
     * @param texts cuts texts, so that neither the caller nor who runs models does
     */
    public LongSummaries(
            Function<String, CompletableFuture<Part>> model,
            ToIntFunction<String> counter,
            int mostTokens,
            Executor texts) {
        this.model = model;
        this.parts = new TextParts(counter, mostTokens);
        this.texts = texts;
    }

    /** The summary; an empty text has an empty one. */
    public CompletableFuture<Whole> of(String text) {
        if (text.isBlank()) {
            return CompletableFuture.completedFuture(new Whole("", 0, 0, false));
        }
        return CompletableFuture.completedFuture(text)
                .thenComposeAsync(whole -> round(whole, 0, 1, false), texts);
    }

    private CompletableFuture<Whole> round(String text, int before, int round, boolean cut) {
        List<String> pieces = parts.of(text);
        int counted = before == 0 ? pieces.size() : before;
        List<CompletableFuture<Part>> written = new ArrayList<>();
        pieces.forEach(piece -> written.add(model.apply(piece)));
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new))
                .thenComposeAsync(
                        done -> {
                            List<Part> all = written.stream().map(CompletableFuture::join).toList();
                            boolean anyCut = cut || all.stream().anyMatch(Part::cut);
                            String joined = joined(all);
                            if (joined.isBlank() && round > 1) {
                                // There was no time for it: what was written before stays.
                                return CompletableFuture.completedFuture(
                                        new Whole(text, counted, round - 1, anyCut));
                            }
                            boolean over =
                                    all.size() == 1
                                            || round >= MOST_ROUNDS
                                            || joined.length() >= text.length()
                                            || joined.isBlank();
                            return over
                                    ? CompletableFuture.completedFuture(
                                            new Whole(joined, counted, round, anyCut))
                                    : round(joined, counted, round + 1, anyCut);
                        },
                        texts);
    }

    private static String joined(List<Part> parts) {
        return String.join(
                " ", parts.stream().map(Part::text).filter(text -> !text.isBlank()).toList());
    }
}
