package io.runnel.inference.generate;

import io.runnel.modelstore.generation.BeamRule;
import io.runnel.modelstore.generation.EarlyStopping;
import io.runnel.modelstore.generation.GenerationSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Beam search as transformers 5 has it, step by step, in the same order and with the same numbers
 * in single precision: {@code _beam_search} and what it calls, for a batch of one.
 */
final class BeamSearch implements Search {
    /** What stands for "never": added to scores that must not win. */
    private static final float HOPELESS = -1.0e9f;

    private final GenerationSettings settings;
    private final ScoreRules rules;
    private final BeamRule rule;
    private final int given;
    private final int most;
    private List<Beam> running = new ArrayList<>();
    private List<Beam> finished = new ArrayList<>();
    private int length;
    private boolean improvable = true;
    private boolean allEnd;

    /** A sequence, what it scores, and whether it is complete. */
    private record Beam(Sequence sequence, float score, boolean complete) {}

    /** A beam and one more token. */
    private record Candidate(int beam, Sequence sequence, float score, boolean ends) {}

    BeamSearch(GenerationSettings settings, ScoreRules rules, int[] given) {
        this.settings = settings;
        this.rules = rules;
        this.rule = settings.beams();
        this.given = given.length;
        this.most = settings.lengths().most(given.length);
        this.length = given.length;
        Sequence start = Sequence.startingWith(given);
        for (int beam = 0; beam < rule.beams(); beam++) {
            running.add(new Beam(start, beam == 0 ? 0 : HOPELESS, false));
            finished.add(new Beam(start, HOPELESS, false));
        }
    }

    @Override
    public int rows() {
        return rule.beams();
    }

    @Override
    public int[] next() {
        return running.stream().mapToInt(beam -> beam.sequence().last()).toArray();
    }

    @Override
    public int[] advance(float[][] logits) {
        List<Candidate> candidates = candidates(logits);
        allEnd = candidates.stream().allMatch(Candidate::ends);
        List<Candidate> open = open(candidates);
        finish(candidates);
        List<Beam> next = new ArrayList<>();
        int[] sources = new int[rows()];
        for (Candidate candidate : open) {
            sources[next.size()] = candidate.beam();
            next.add(new Beam(candidate.sequence(), candidate.score(), false));
        }
        running = next;
        length++;
        improvable = improvable && mayImprove();
        return sources;
    }

    @Override
    public boolean isOver() {
        boolean full =
                rule.earlyStopping() == EarlyStopping.FIRST_FINISHED
                        && finished.stream().allMatch(Beam::complete);
        return !improvable || full || allEnd;
    }

    @Override
    public Written written(Written.Ending whenCut) {
        Beam best = finished.get(0).complete() ? finished.get(0) : running.get(0);
        boolean forced = best.sequence().length() >= most && !settings.ids().forcedEnds().isEmpty();
        boolean ended =
                !forced
                        && best.sequence().length() > given
                        && settings.ids().ends().contains(best.sequence().last());
        return new Written(
                best.sequence().written(),
                best.score(),
                ended ? Written.Ending.END_TOKEN : whenCut);
    }

    /** The best continuations of all beams, enough that as many as beams do not end. */
    private List<Candidate> candidates(float[][] logits) {
        int vocabulary = logits[0].length;
        int count = Math.max(2, 1 + settings.ids().ends().size()) * rows();
        float[] all = new float[rows() * vocabulary];
        for (int beam = 0; beam < rows(); beam++) {
            float[] scores = logits[beam];
            Scores.logSoftmax(scores);
            rules.apply(running.get(beam).sequence(), scores);
            for (int token = 0; token < vocabulary; token++) {
                all[beam * vocabulary + token] = scores[token] + running.get(beam).score();
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int place : Scores.top(all, count)) {
            int token = place % vocabulary;
            candidates.add(
                    new Candidate(
                            place / vocabulary,
                            running.get(place / vocabulary).sequence().with(token),
                            all[place],
                            settings.ids().ends().contains(token) || length + 1 >= most));
        }
        return candidates;
    }

    /** The candidates that go on; ones that end only where there are no others. */
    private List<Candidate> open(List<Candidate> candidates) {
        float[] scores = new float[candidates.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = candidates.get(i).score() + (candidates.get(i).ends() ? HOPELESS : 0);
        }
        List<Candidate> open = new ArrayList<>();
        for (int place : Scores.top(scores, rows())) {
            Candidate candidate = candidates.get(place);
            open.add(
                    new Candidate(
                            candidate.beam(),
                            candidate.sequence(),
                            scores[place],
                            candidate.ends()));
        }
        return open;
    }

    /** Keeps the best of what was finished before and what ends now. */
    private void finish(List<Candidate> candidates) {
        boolean closed =
                rule.earlyStopping() == EarlyStopping.FIRST_FINISHED
                        && finished.stream().allMatch(Beam::complete);
        float penalty = penalty(length + 1 - given);
        List<Beam> merged = new ArrayList<>(finished);
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            boolean ends = candidate.ends() && i < rows();
            float score = candidate.score() / penalty;
            score += closed ? HOPELESS : 0;
            score += improvable ? 0 : HOPELESS;
            score += ends ? 0 : HOPELESS;
            merged.add(new Beam(candidate.sequence(), score, ends));
        }
        float[] scores = new float[merged.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = merged.get(i).score();
        }
        List<Beam> best = new ArrayList<>();
        for (int place : Scores.top(scores, rows())) {
            best.add(merged.get(place));
        }
        finished = best;
    }

    /** Whether the best open beam may beat a finished one. */
    private boolean mayImprove() {
        boolean toTheEnd =
                rule.earlyStopping() == EarlyStopping.WHEN_HOPELESS && rule.lengthPenalty() > 0;
        float possible = running.get(0).score() / penalty(toTheEnd ? most - given : length - given);
        float worst = Float.POSITIVE_INFINITY;
        for (Beam beam : finished) {
            worst = Math.min(worst, beam.score());
        }
        for (Beam beam : finished) {
            if (possible > (beam.complete() ? worst : HOPELESS)) {
                return true;
            }
        }
        return false;
    }

    private float penalty(int tokens) {
        return (float) Math.pow(tokens, rule.lengthPenalty());
    }
}
