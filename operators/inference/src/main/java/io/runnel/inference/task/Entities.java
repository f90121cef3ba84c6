package io.runnel.inference.task;

import java.util.List;

/** The entities of a document, in the order of passages and offsets; none overlaps another. */
public record Entities(List<EntitySpan> spans) {}
