package io.runnel.inference.task;

import io.runnel.inference.onnx.RowLogits;
import io.runnel.inference.token.TokenizedChunk;

/** One chunk of a document and what the model said about it. */
public record ChunkLogits(TokenizedChunk chunk, RowLogits logits) {}
