/** Rows go to the engine, answers to the measures, measures to a report. */
package io.runnel.jobs.command.models.evaluate;
