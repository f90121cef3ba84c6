package io.runnel.inference.generate;

import io.runnel.modelstore.generation.GenerationSettings;
import io.runnel.modelstore.generation.LengthLimits;
import io.runnel.modelstore.generation.Repetition;
import io.runnel.modelstore.generation.Sampling;
import io.runnel.modelstore.generation.SpecialIds;
import java.util.ArrayList;
import java.util.List;

/** The rules that settings ask for, in the order in which transformers applies them. */
final class ScoreRules {
    private final List<ScoreRule> rules;

    private ScoreRules(List<ScoreRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * The rules for one text.
     *
     * @param source what the encoder read, or what the decoder was given if there is no encoder
     * @param given how many tokens each sequence starts with
     */
    static ScoreRules of(GenerationSettings settings, int[] source, int given) {
        List<ScoreRule> rules = new ArrayList<>();
        repetition(settings.repetition(), source, rules);
        SpecialIds ids = settings.ids();
        if (!settings.forbidden().badWords().isEmpty()) {
            rules.add(new BadWords(settings.forbidden().badWords(), ids.ends()));
        }
        length(settings.lengths(), ids, given, rules);
        forced(settings, given, rules);
        suppressed(settings, given, rules);
        sampling(settings.sampling(), rules);
        return new ScoreRules(rules);
    }

    void apply(Sequence sequence, float[] scores) {
        for (ScoreRule rule : rules) {
            rule.apply(sequence, scores);
        }
    }

    private static void repetition(Repetition repetition, int[] source, List<ScoreRule> rules) {
        if (repetition.encoderPenalty() != 1) {
            rules.add(RepetitionPenalty.ofSource(repetition.encoderPenalty(), source));
        }
        if (repetition.penalty() != 1) {
            rules.add(RepetitionPenalty.ofWritten(repetition.penalty()));
        }
        if (repetition.ngram() > 0) {
            rules.add(RepeatedNgram.ofWritten(repetition.ngram()));
        }
        if (repetition.encoderNgram() > 0) {
            rules.add(RepeatedNgram.ofSource(repetition.encoderNgram(), source));
        }
    }

    private static void length(
            LengthLimits lengths, SpecialIds ids, int given, List<ScoreRule> rules) {
        int least = lengths.least(given);
        if (least > 0 && !ids.ends().isEmpty()) {
            rules.add(
                    (sequence, scores) -> {
                        if (sequence.length() < least) {
                            Scores.exclude(ids.ends(), scores);
                        }
                    });
        }
    }

    private static void forced(GenerationSettings settings, int given, List<ScoreRule> rules) {
        SpecialIds ids = settings.ids();
        int most = settings.lengths().most(given);
        if (ids.forcedBegin() >= 0) {
            rules.add(
                    (sequence, scores) -> {
                        if (sequence.length() == 1) {
                            Scores.force(List.of(ids.forcedBegin()), scores);
                        }
                    });
        }
        if (!ids.forcedEnds().isEmpty()) {
            rules.add(
                    (sequence, scores) -> {
                        if (sequence.length() == most - 1) {
                            Scores.force(ids.forcedEnds(), scores);
                        }
                    });
        }
    }

    private static void suppressed(GenerationSettings settings, int given, List<ScoreRule> rules) {
        List<Integer> always = settings.forbidden().suppressed();
        if (!always.isEmpty()) {
            rules.add((sequence, scores) -> Scores.exclude(always, scores));
        }
        List<Integer> first = settings.forbidden().suppressedFirst();
        if (!first.isEmpty()) {
            boolean behindForced = given <= 1 && settings.ids().forcedBegin() >= 0;
            int place = behindForced ? given + 1 : given;
            rules.add(
                    (sequence, scores) -> {
                        if (sequence.length() == place) {
                            Scores.exclude(first, scores);
                        }
                    });
        }
    }

    private static void sampling(Sampling sampling, List<ScoreRule> rules) {
        if (sampling.choice() == Sampling.Choice.LIKELIEST) {
            return;
        }
        if (sampling.temperature() != 1) {
            float temperature = (float) sampling.temperature();
            rules.add(
                    (sequence, scores) -> {
                        for (int i = 0; i < scores.length; i++) {
                            scores[i] /= temperature;
                        }
                    });
        }
        if (sampling.topK() > 0) {
            rules.add((sequence, scores) -> Narrowing.toTopK(sampling.topK(), scores));
        }
        if (sampling.topP() < 1) {
            rules.add((sequence, scores) -> Narrowing.toTopP(sampling.topP(), scores));
        }
        if (sampling.minP() > 0) {
            rules.add((sequence, scores) -> Narrowing.toMinP(sampling.minP(), scores));
        }
    }
}
