package io.runnel.inference.task;

/** A label and its calibrated probability, from 0 to 1. */
public record Label(String label, double score) {}
