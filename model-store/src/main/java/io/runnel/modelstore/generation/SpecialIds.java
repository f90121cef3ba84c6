package io.runnel.modelstore.generation;

import java.util.List;

/**
 * Tokens that mean something to the search; -1, or an empty list, where there is none.
 *
 * @param decoderStart {@code decoder_start_token_id}: what an encoder-decoder's sequences start
 *     with
 * @param ends {@code eos_token_id}
 * @param padding {@code pad_token_id}
 * @param forcedBegin {@code forced_bos_token_id}: written first, whatever the model says
 * @param forcedEnds {@code forced_eos_token_id}: written last where the longest length is reached
 */
public record SpecialIds(
        int decoderStart,
        List<Integer> ends,
        int padding,
        int forcedBegin,
        List<Integer> forcedEnds) {
    public SpecialIds {
        ends = List.copyOf(ends);
        forcedEnds = List.copyOf(forcedEnds);
    }
}
