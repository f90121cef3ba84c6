package io.runnel.inference.task;

import java.util.List;

/**
 * The fields that a document has, in its order; none overlaps another, and no two are of one kind,
 * which is their {@code entityGroup}.
 */
public record Fields(List<EntitySpan> spans) {}
