/** Teaches a head on a frozen encoder from labelled texts. */
package io.runnel.jobs.command.models.teach;
