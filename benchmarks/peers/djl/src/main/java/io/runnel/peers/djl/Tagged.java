package io.runnel.peers.djl;

import ai.djl.huggingface.tokenizers.Encoding;

/**
 * A text's logits.
 *
 * @param encoding its tokens
 * @param logits one row for each token, or one row in all
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Tagged(Encoding encoding, float[][] logits) {}
