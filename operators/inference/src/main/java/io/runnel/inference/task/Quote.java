package io.runnel.inference.task;

import io.runnel.inference.text.CharSpan;

/** A whole sentence of a passage; the score says how much it belongs in a summary, from 0 to 1. */
public record Quote(int index, double score, CharSpan span) {}
