package io.runnel.inference;

import io.runnel.inference.task.RowForm;

/** Which model reads, and what its rows hold: questions with equal sources share rows. */
record RowSource(LoadedModel model, RowForm form) {}
