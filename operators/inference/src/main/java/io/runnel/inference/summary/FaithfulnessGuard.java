package io.runnel.inference.summary;

import io.runnel.inference.task.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Holds written sentences to one source: every number and name must occur in it, and some sentence
 * of it must be alike. It does not tell whether a sentence is true: who did what to whom may still
 * be turned round.
 */
public final class FaithfulnessGuard {
    private final GuardRule rule;
    private final Names names;
    private final Set<String> numbers;
    private final List<Vector> sentences;

    /**
     * @param source the text that is summarized
     * @param sentences of the source, as numbers; none if nobody embedded them
     */
    public FaithfulnessGuard(GuardRule rule, String source, List<Vector> sentences) {
        this.rule = rule;
        this.names = new Names(source);
        this.numbers = Numbers.quotable(source);
        this.sentences = List.copyOf(sentences);
    }

    /** What can be said against a sentence. */
    public JudgedSentence judge(WrittenSentence sentence) {
        List<Objection> objections = new ArrayList<>();
        for (String number : Numbers.of(sentence.text())) {
            if (!numbers.contains(number)) {
                objections.add(new Objection(Objection.Kind.NUMBER, number));
            }
        }
        for (String name : sentence.names()) {
            if (!names.has(name)) {
                objections.add(new Objection(Objection.Kind.NAME, name));
            }
        }
        OptionalDouble similarity = similarity(sentence);
        if (similarity.isPresent() && similarity.getAsDouble() < rule.leastSimilarity()) {
            objections.add(new Objection(Objection.Kind.DISTANCE, ""));
        }
        return new JudgedSentence(sentence.text(), similarity.orElse(Double.NaN), objections);
    }

    /** What is left of a summary, and why. */
    public GuardedSummary apply(List<WrittenSentence> written, String extractive) {
        List<JudgedSentence> judged = written.stream().map(this::judge).toList();
        List<String> faithful =
                judged.stream()
                        .filter(JudgedSentence::isFaithful)
                        .map(JudgedSentence::text)
                        .toList();
        boolean all = faithful.size() == judged.size() && !judged.isEmpty();
        if (all) {
            return new GuardedSummary(
                    String.join(" ", faithful), GuardedSummary.Method.ABSTRACTIVE, judged);
        }
        return switch (rule.onFailure()) {
            case DROP_SENTENCE ->
                    faithful.isEmpty()
                            ? replaced(extractive, judged)
                            : new GuardedSummary(
                                    String.join(" ", faithful),
                                    GuardedSummary.Method.ABSTRACTIVE_WITHOUT_UNFAITHFUL,
                                    judged);
            case REPLACE_SUMMARY -> replaced(extractive, judged);
        };
    }

    private static GuardedSummary replaced(String extractive, List<JudgedSentence> judged) {
        return new GuardedSummary(extractive, GuardedSummary.Method.EXTRACTIVE_INSTEAD, judged);
    }

    private OptionalDouble similarity(WrittenSentence sentence) {
        return sentence.vector().isEmpty()
                ? OptionalDouble.empty()
                : sentences.stream()
                        .mapToDouble(one -> one.cosine(sentence.vector().orElseThrow()))
                        .max();
    }
}
