package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.inference.language.LanguageDetector;
import io.runnel.inference.language.LanguageGuess;
import io.runnel.inference.text.Passage;
import io.runnel.modelstore.Head;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which languages rows are that a head was not trained for: those that rows state in {@code
 * language}; where none states one, the language of the first rows' texts together, if it can be
 * told.
 */
public final class RowLanguages {
    private static final int SAMPLE = 4_000;
    private static final double SURE = 0.8;

    private final Head head;
    private final Set<String> stated = new TreeSet<>();
    private final StringBuilder sample = new StringBuilder();

    public RowLanguages(Head head) {
        this.head = head;
    }

    /** Takes a row and its texts into account. */
    public void offer(JsonNode row, List<Passage> texts) {
        String language = row.path("language").isTextual() ? row.path("language").asText() : "";
        if (!language.isBlank() && !language.equals(LanguageGuess.UNDETERMINED)) {
            stated.add(language.strip());
        }
        for (Passage text : texts) {
            if (sample.length() < SAMPLE) {
                sample.append(text.text()).append('\n');
            }
        }
    }

    /** What a person should know of them before believing the measures. */
    public Optional<String> warning() {
        Set<String> foreign = new TreeSet<>(stated.isEmpty() ? detected() : stated);
        foreign.removeIf(language -> head.supports(primary(language)));
        return foreign.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        (stated.isEmpty() ? "The rows seem to be in " : "Rows are in ")
                                + String.join(", ", foreign)
                                + ", but the head was trained for "
                                + String.join(", ", head.languages())
                                + ". They are scored all the same; a job would not ask the head"
                                + " about them.");
    }

    private Set<String> detected() {
        LanguageGuess guess = new LanguageDetector().detect(sample.toString());
        return guess.language().equals(LanguageGuess.UNDETERMINED) || guess.confidence() < SURE
                ? Set.of()
                : Set.of(guess.language());
    }

    /** {@code en} of {@code en-GB}. */
    private static String primary(String language) {
        return language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
