package io.runnel.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.modelstore.generation.BeamRule;
import io.runnel.modelstore.generation.Forbidden;
import io.runnel.modelstore.generation.GenerationSettings;
import io.runnel.modelstore.generation.LengthLimits;
import io.runnel.modelstore.generation.Repetition;
import io.runnel.modelstore.generation.Sampling;
import io.runnel.modelstore.generation.SpecialIds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreRulesTest {
    private static final float NEVER = Float.NEGATIVE_INFINITY;
    private static final SpecialIds IDS = new SpecialIds(-1, List.of(1), 0, -1, List.of());

    @Test
    void makesTokensThatWereSeenLessLikelyOnce() {
        float[] scores = {2, -2, 4, 1};
        RepetitionPenalty.ofWritten(2).apply(Sequence.startingWith(0, 1, 1), scores);
        assertThat(scores).containsExactly(1, -4, 4, 1);
    }

    @Test
    void makesTokensOfTheSourceLikelier() {
        float[] scores = {2, -2, 4};
        RepetitionPenalty.ofSource(2, new int[] {0, 1}).apply(Sequence.startingWith(2), scores);
        assertThat(scores).containsExactly(4, -1, 4);
    }

    @Test
    void writesARunOfTokensOnce() {
        float[] scores = new float[6];
        RepeatedNgram.ofWritten(3).apply(Sequence.startingWith(1, 2, 3, 5, 1, 2), scores);
        assertThat(scores).containsExactly(0, 0, 0, NEVER, 0, 0);
        float[] tooEarly = new float[6];
        RepeatedNgram.ofWritten(3).apply(Sequence.startingWith(1, 2), tooEarly);
        assertThat(tooEarly).containsOnly(0);
    }

    @Test
    void excludesTheLastTokenOfABadWordBehindTheOthers() {
        BadWords words = new BadWords(List.of(List.of(4), List.of(2, 3), List.of(1)), List.of(1));
        float[] behind = new float[5];
        words.apply(Sequence.startingWith(0, 2), behind);
        assertThat(behind).containsExactly(0, 0, 0, NEVER, NEVER);
        float[] elsewhere = new float[5];
        words.apply(Sequence.startingWith(0, 3), elsewhere);
        assertThat(elsewhere).containsExactly(0, 0, 0, 0, NEVER);
    }

    @Test
    void doesNotEndTooEarly() {
        GenerationSettings settings = settings(new LengthLimits(0, 9, 0, 2), Sampling.NONE);
        ScoreRules rules = ScoreRules.of(settings, new int[] {3}, 1);
        float[] first = new float[4];
        rules.apply(Sequence.startingWith(3).with(2), first);
        assertThat(first[1]).isEqualTo(NEVER);
        float[] third = new float[4];
        rules.apply(Sequence.startingWith(3).with(2).with(2), third);
        assertThat(third[1]).isZero();
    }

    @Test
    void narrowsToTheLikeliest() {
        float[] ofTwo = {1, 3, 2, 2};
        Narrowing.toTopK(2, ofTwo);
        assertThat(ofTwo).containsExactly(NEVER, 3, 2, 2);
        float[] ofHalf = {0, 10, 0};
        Narrowing.toTopP(0.5, ofHalf);
        assertThat(ofHalf).containsExactly(NEVER, 10, NEVER);
        float[] ofShare = {0, 1, 0.99f};
        Narrowing.toMinP(0.9, ofShare);
        assertThat(ofShare).containsExactly(NEVER, 1, 0.99f);
    }

    @Test
    void drawsTheSameWithTheSameSeed() {
        Sampling drawn = new Sampling(Sampling.Choice.DRAWN, 1, 0, 1, 0);
        GenerationSettings settings = settings(new LengthLimits(0, 20, 0, 20), drawn);
        assertThat(drawn(settings, 7)).containsExactly(drawn(settings, 7));
        assertThat(drawn(settings, 7)).isNotEqualTo(drawn(settings, 8));
    }

    private static int[] drawn(GenerationSettings settings, long seed) {
        Search search =
                new WritingRequest(new int[] {3}, settings, seed, null).search(new int[] {3});
        while (!search.isOver()) {
            search.advance(new float[][] {new float[30]});
        }
        return search.written(Written.Ending.TOKEN_LIMIT).tokens();
    }

    private static GenerationSettings settings(LengthLimits lengths, Sampling sampling) {
        return new GenerationSettings(
                lengths, BeamRule.GREEDY, Repetition.ALLOWED, IDS, Forbidden.NOTHING, sampling);
    }
}
