package io.runnel.schemas.document;

/** A label and its calibrated probability, from 0 to 1. */
public record LabelScore(String label, double score) {}
