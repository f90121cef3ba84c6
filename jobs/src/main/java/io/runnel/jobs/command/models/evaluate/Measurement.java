package io.runnel.jobs.command.models.evaluate;

import io.runnel.jobs.command.models.rows.Gold;
import io.runnel.jobs.command.models.rows.RowReader;

/**
 * How rows are read for a head, and how its answers are judged.
 *
 * @param <G> the right answers
 */
public record Measurement<G extends Gold>(RowReader<G> reader, Scores<G> scores) {}
