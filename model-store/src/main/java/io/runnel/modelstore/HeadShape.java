package io.runnel.modelstore;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a head's numbers are read, which differs between our own packs and models from elsewhere.
 *
 * @param pooling {@code pooling}: which numbers of a row speak for a text
 * @param scores {@code scores}: how they become scores
 * @param words {@code words}: how tokens belong to words; only a head with tags reads it
 */
public record HeadShape(Pooling pooling, Scores scores, WordRule words) {
    /** What holds where a card says nothing. */
    public static final HeadShape DEFAULT =
            new HeadShape(Pooling.SPAN, Scores.SOFTMAX, WordRule.TOKENIZER);

    /** Whether a row holds one text only. */
    public boolean isReadAlone() {
        return pooling != Pooling.SPAN || words != WordRule.TOKENIZER;
    }

    static HeadShape read(YamlFields fields, HeadTask task) {
        boolean tagged = task.hasTags();
        String pooling = fields.textOr("pooling", Pooling.SPAN.label());
        return new HeadShape(
                tagged && pooling.equals("none")
                        ? Pooling.SPAN
                        : named(fields, "pooling", pooling, Pooling::ofLabel, poolings(task)),
                named(
                        fields,
                        "scores",
                        fields.textOr("scores", Scores.SOFTMAX.label()),
                        Scores::ofLabel,
                        List.of(Scores.values())),
                named(
                        fields,
                        "words",
                        fields.textOr("words", WordRule.TOKENIZER.label()),
                        WordRule::ofLabel,
                        tagged ? List.of(WordRule.values()) : List.of(WordRule.TOKENIZER)));
    }

    private static List<Pooling> poolings(HeadTask task) {
        return switch (task) {
            case TEXT_CLASSIFICATION, SENTIMENT ->
                    List.of(Pooling.SPAN, Pooling.ALONE, Pooling.ROW);
            case ZERO_SHOT_CLASSIFICATION -> List.of(Pooling.ROW);
            case SENTENCE_EMBEDDING -> List.of(Pooling.values());
            case TOKEN_CLASSIFICATION, FIELD_EXTRACTION, SENTENCE_SALIENCE, GENERATION ->
                    List.of(Pooling.SPAN);
        };
    }

    private static <T extends Enum<T>> T named(
            YamlFields fields,
            String key,
            String label,
            Function<String, Optional<T>> ofLabel,
            List<T> allowed) {
        Optional<T> value = ofLabel.apply(label).filter(allowed::contains);
        if (value.isEmpty()) {
            fields.refuse(key, "'" + label + "' is unknown; known " + known(allowed));
        }
        return value.orElse(allowed.get(0));
    }

    private static String known(List<? extends Enum<?>> allowed) {
        List<String> labels = allowed.stream().map(HeadShape::label).toList();
        return (labels.size() == 1 ? "is " : "are ") + String.join(", ", labels) + ".";
    }

    private static String label(Enum<?> value) {
        if (value instanceof Pooling pooling) {
            return pooling.label();
        }
        return value instanceof WordRule words ? words.label() : ((Scores) value).label();
    }
}
