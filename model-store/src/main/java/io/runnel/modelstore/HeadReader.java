package io.runnel.modelstore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the heads of {@code runnel.yaml}. */
final class HeadReader {
    private static final double MOST_OF_A_TERM = 100;
    private static final int MOST_WORDS = 1000;

    private final List<String> modelLanguages;

    /**
     * @param modelLanguages of a head that names none itself
     */
    HeadReader(List<String> modelLanguages) {
        this.modelLanguages = modelLanguages;
    }

    Head read(YamlFields fields) {
        String name = fields.text("name");
        HeadTask task = task(fields);
        pooling(fields, task);
        boolean embeds = task.isEmbedding();
        List<String> labels = embeds ? List.of() : fields.texts("labels");
        return new Head(
                name,
                task,
                fields.text("output"),
                labels,
                embeds ? fields.positive("dimensions") : labels.size(),
                embeds ? 1 : fields.positiveOr("temperature", 1),
                fields.textsOr("languages", modelLanguages),
                task.hasTags() ? decoding(fields) : TagDecoding.ARGMAX,
                task == HeadTask.SENTENCE_SALIENCE ? quotes(fields) : QuoteRule.DEFAULT);
    }

    /** Every mistake that shows only when a head's keys, or all heads, are looked at together. */
    static List<String> mistakes(List<Head> heads) {
        List<String> mistakes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean embeds = heads.stream().anyMatch(head -> head.task().isEmbedding());
        for (Head head : heads) {
            if (!names.add(head.name())) {
                mistakes.add("heads: two are named '" + head.name() + "'.");
            }
            if (new HashSet<>(head.labels()).size() < head.labels().size()) {
                mistakes.add("heads: '" + head.name() + "' names a label twice.");
            }
            if (head.task() == HeadTask.SENTENCE_SALIENCE && head.labels().size() != 1) {
                mistakes.add(must(head, "have one label, the score"));
            }
            if (head.task().hasTags() && !head.labels().contains("O")) {
                mistakes.add(must(head, "have the label O"));
            }
            if (head.decoding() == TagDecoding.VITERBI && !beginsWhatItGoesOnWith(head)) {
                mistakes.add(must(head, "have a B- label for each I- label to decode by viterbi"));
            }
            if (head.quotes().diversity() > 0 && !embeds) {
                mistakes.add(
                        must(
                                head,
                                "not have diversity above 0 without a head of task"
                                        + " sentence-embedding in the model"));
            }
        }
        return mistakes;
    }

    private static boolean beginsWhatItGoesOnWith(Head head) {
        return head.labels().stream()
                .filter(label -> label.startsWith("I-"))
                .allMatch(label -> head.labels().contains("B-" + label.substring(2)));
    }

    private static String must(Head head, String what) {
        return "heads: '"
                + head.name()
                + "' of task "
                + head.task().label()
                + " must "
                + what
                + ".";
    }

    private static void pooling(YamlFields fields, HeadTask task) {
        String pooling = fields.textOr("pooling", "mean");
        if (!pooling.equals("mean") && !(pooling.equals("none") && task.hasTags())) {
            fields.refuse("pooling", "'" + pooling + "' is unknown; known is mean.");
        }
    }

    private static TagDecoding decoding(YamlFields fields) {
        String label = fields.textOr("decoding", TagDecoding.ARGMAX.label());
        return TagDecoding.ofLabel(label)
                .orElseGet(
                        () -> {
                            fields.refuse(
                                    "decoding",
                                    "'"
                                            + label
                                            + "' is unknown; known are "
                                            + TagDecoding.labels()
                                            + ".");
                            return TagDecoding.ARGMAX;
                        });
    }

    private static QuoteRule quotes(YamlFields fields) {
        QuoteRule rule = QuoteRule.DEFAULT;
        return new QuoteRule(
                fields.numberOr("diversity", 0, 1, rule.diversity()),
                fields.numberOr("position", -MOST_OF_A_TERM, MOST_OF_A_TERM, rule.position()),
                fields.numberOr("length", -MOST_OF_A_TERM, MOST_OF_A_TERM, rule.length()),
                fields.wholeOr("min_words", 0, MOST_WORDS, rule.minWords()),
                fields.numberOr("share_of_best", 0, 1, rule.shareOfBest()));
    }

    private static HeadTask task(YamlFields fields) {
        String label = fields.text("task");
        return HeadTask.ofLabel(label)
                .orElseGet(
                        () -> {
                            fields.refuse(
                                    "task",
                                    "'"
                                            + label
                                            + "' is unknown; known are "
                                            + HeadTask.labels()
                                            + ".");
                            return HeadTask.TEXT_CLASSIFICATION;
                        });
    }
}
