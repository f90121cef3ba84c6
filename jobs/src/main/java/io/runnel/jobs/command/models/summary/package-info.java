/** Summaries that need no model, to compare those of a model with. */
package io.runnel.jobs.command.models.summary;
