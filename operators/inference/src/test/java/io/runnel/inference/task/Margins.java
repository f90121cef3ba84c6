package io.runnel.inference.task;

import io.runnel.inference.text.CharSpan;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.QuoteRule;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far the answer about a document's first passage is from another one. For golden files, which
 * must not depend on what decides narrowly.
 */
public final class Margins {
    /** The margin of an answer beside which there is no other. */
    public static final double MOST = 1_000;

    private static final List<Integer> FIRST = List.of(0);

    private Margins() {}

    /**
     * The least gap between a chosen sentence and another one: in what the choice adds up for each
     * (logit, place and length), and in the probability below which a sentence drops out.
     */
    public static double ofSummary(Summarize task, ModelCard card, DocumentLogits document) {
        Head head = card.head(task.head()).orElseThrow();
        QuoteRule rule = head.quotes();
        QuotesReader reader = (QuotesReader) task.reader(head, card, null);
        Set<CharSpan> chosen = new HashSet<>();
        reader.read(document, FIRST).sentences().forEach(quote -> chosen.add(quote.span()));
        List<Candidate> sentences = reader.sentences(document, FIRST);
        double best = sentences.stream().mapToDouble(Candidate::score).max().orElse(0);
        double margin = MOST;
        for (int i = 0; i < sentences.size(); i++) {
            Candidate one = sentences.get(i);
            if (one.score() < best && rule.shareOfBest() > 0) {
                margin = Math.min(margin, Math.abs(one.score() - rule.shareOfBest() * best));
            }
            double telling = Relevance.telling(sentences, i, rule);
            for (int j = 0; j < i; j++) {
                if (chosen.contains(one.span()) != chosen.contains(sentences.get(j).span())) {
                    double other = Relevance.telling(sentences, j, rule);
                    margin = Math.min(margin, Math.abs(telling - other));
                }
            }
        }
        return margin;
    }

    /**
     * The least gap, for mentions of one kind, between the best score and another, between what is
     * nearly as good and another, and between a score and what is plausible.
     */
    public static double ofFields(ExtractFields task, ModelCard card, DocumentLogits document) {
        Head head = card.head(task.head()).orElseThrow();
        FieldsReader reader = (FieldsReader) task.reader(head, card, null);
        double margin = MOST;
        for (List<Mention> ofKind : reader.candidates(document, FIRST).values()) {
            Mention best = Collections.max(ofKind, Comparator.comparingDouble(Mention::score));
            for (Mention mention : ofKind) {
                double behind = best.score() - mention.score();
                margin = Math.min(margin, Math.abs(behind - FieldsReader.NEARLY));
                margin = Math.min(margin, Math.abs(mention.score() - FieldCandidates.PLAUSIBLE));
                if (!mention.equals(best)) {
                    margin = Math.min(margin, behind);
                }
            }
        }
        return margin;
    }
}
