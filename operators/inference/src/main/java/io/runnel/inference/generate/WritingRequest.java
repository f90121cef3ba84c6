package io.runnel.inference.generate;

import io.runnel.inference.onnx.SourceText;
import io.runnel.inference.onnx.WriterHandle;
import io.runnel.modelstore.generation.GenerationSettings;
import io.runnel.modelstore.generation.SpecialIds;
import java.time.Duration;
import java.util.Arrays;

/**
 * A text to be written.
 *
 * @param source the tokens of what it is about, special tokens included
 * @param seed of what is drawn, where tokens are drawn
 * @param longest time from the first token to the last; what is there then is the answer
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed, never compared
public record WritingRequest(
        int[] source, GenerationSettings settings, long seed, Duration longest) {

    /** The source as this model may read it. */
    SourceText sourceFor(WriterHandle model) {
        int most = model.card().maxTokens();
        if (!model.takesPadding()) {
            return unpadded();
        }
        return model.hasEncoder() ? forEncoder(most) : forDecoder(most);
    }

    /** The source for a model that cannot be told which tokens count. */
    SourceText unpadded() {
        return new SourceText(source, 0, source.length);
    }

    /** The source for a model with an encoder: padded behind, so that its places stay. */
    SourceText forEncoder(int most) {
        int length = SourceLengths.padded(source.length, most);
        int[] ids = Arrays.copyOf(source, length);
        Arrays.fill(ids, source.length, length, padding());
        return new SourceText(ids, 0, source.length);
    }

    /** The source for a decoder: padded in front, so that what is written stands behind it. */
    SourceText forDecoder(int most) {
        int length = SourceLengths.padded(source.length, most);
        int[] ids = new int[length];
        int first = length - source.length;
        Arrays.fill(ids, 0, first, padding());
        System.arraycopy(source, 0, ids, first, source.length);
        return new SourceText(ids, first, length);
    }

    /** How many tokens may be written; a {@code max_length} counts what was given, too. */
    int mostNewTokens() {
        return settings.lengths().most(0);
    }

    /** The search for this text; {@code given} is what its sequences start with. */
    Search search(int[] given) {
        ScoreRules rules = ScoreRules.of(settings, source, given.length);
        return settings.beams().beams() > 1
                ? new BeamSearch(settings, rules, given)
                : new SingleSearch(settings, rules, given, seed);
    }

    private int padding() {
        SpecialIds ids = settings.ids();
        return Math.max(0, ids.padding());
    }
}
