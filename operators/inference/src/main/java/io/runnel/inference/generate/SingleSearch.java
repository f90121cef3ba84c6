package io.runnel.inference.generate;

import io.runnel.modelstore.generation.GenerationSettings;
import io.runnel.modelstore.generation.Sampling;
import java.util.SplittableRandom;

/** Follows one sequence: takes the likeliest token, or draws one. */
final class SingleSearch implements Search {
    private final GenerationSettings settings;
    private final ScoreRules rules;
    private final SplittableRandom random;
    private final int most;
    private Sequence sequence;

    /**
     * @param seed of what is drawn; equal seeds and texts give equal answers
     */
    SingleSearch(GenerationSettings settings, ScoreRules rules, int[] given, long seed) {
        this.settings = settings;
        this.rules = rules;
        this.random = new SplittableRandom(seed);
        this.most = settings.lengths().most(given.length);
        this.sequence = Sequence.startingWith(given);
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int[] next() {
        return new int[] {sequence.last()};
    }

    @Override
    public int[] advance(float[][] logits) {
        float[] scores = logits[0];
        rules.apply(sequence, scores);
        int token =
                settings.sampling().choice() == Sampling.Choice.DRAWN
                        ? draw(Scores.softmax(scores))
                        : Scores.highest(scores);
        sequence = sequence.with(token);
        return new int[1];
    }

    @Override
    public boolean isOver() {
        return sequence.length() >= most || hasEnded();
    }

    @Override
    public Written written(Written.Ending whenCut) {
        return new Written(
                sequence.written(),
                Double.NaN,
                hasEnded() && !wasForcedToEnd() ? Written.Ending.END_TOKEN : whenCut);
    }

    private boolean hasEnded() {
        return sequence.length() > sequence.given()
                && settings.ids().ends().contains(sequence.last());
    }

    /** At the longest length an end may be written whatever the model says. */
    private boolean wasForcedToEnd() {
        return sequence.length() >= most && !settings.ids().forcedEnds().isEmpty();
    }

    private int draw(double[] probabilities) {
        double left = random.nextDouble();
        int last = 0;
        for (int token = 0; token < probabilities.length; token++) {
            if (probabilities[token] > 0) {
                left -= probabilities[token];
                last = token;
                if (left < 0) {
                    return token;
                }
            }
        }
        return last;
    }
}
