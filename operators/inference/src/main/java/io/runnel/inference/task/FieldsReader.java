package io.runnel.inference.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields: of all mentions of one kind in a document the surest, and of those nearly as sure the
 * first, because who writes stands above whom it is written to. Its score is that of the surest
 * mention of its kind, which is the mean probability of its words.
 *
 * <p>What else helps depends on the {@link FieldKind}: a total is the surest mention of the largest
 * amount among the {@link FieldCandidates}; a company and an address go on to the line's border
 * over words that are plausible.
 */
final class FieldsReader implements TaskReader<Fields> {
    /** Scores that differ by no more are as good. */
    static final double NEARLY = 0.05;

    private final FieldCandidates candidates;
    private final WordDecoder decoder;

    FieldsReader(FieldCandidates candidates, WordDecoder decoder) {
        this.candidates = candidates;
        this.decoder = decoder;
    }

    @Override
    public Set<String> heads() {
        return Set.of(candidates.head());
    }

    @Override
    public Fields read(DocumentLogits document, List<Integer> asked) {
        FieldCandidates.Found found = candidates.in(document, asked);
        Map<Mention, Double> scores = new LinkedHashMap<>();
        for (List<Mention> ofKind : found.byKind().values()) {
            scores.put(found.borders().extended(chosen(ofKind, document)), best(ofKind));
        }
        return new Fields(
                scores.keySet().stream()
                        .sorted(Mention.PLACE)
                        .map(field -> scored(decoder.entity(document, field), scores.get(field)))
                        .toList());
    }

    /** For each kind the mentions that may be the field, in the document's order. */
    Map<String, List<Mention>> candidates(DocumentLogits document, List<Integer> asked) {
        return candidates.in(document, asked).byKind();
    }

    private static Mention chosen(List<Mention> ofKind, DocumentLogits document) {
        boolean amount = FieldKind.of(ofKind.get(0).group()).isAmount();
        List<Mention> choice = amount ? Amounts.largest(ofKind, document) : ofKind;
        double enough = best(choice) - (amount ? 0 : NEARLY);
        return choice.stream()
                .filter(mention -> mention.score() >= enough)
                .findFirst()
                .orElseThrow();
    }

    private static double best(List<Mention> mentions) {
        return mentions.stream().mapToDouble(Mention::score).max().orElseThrow();
    }

    private static EntitySpan scored(EntitySpan field, double score) {
        return new EntitySpan(
                field.index(), field.entityGroup(), field.word(), score, field.span());
    }
}
