/** What answers are worth, as numbers: nothing here knows models, files or texts of rows. */
package io.runnel.jobs.command.models.measure;
