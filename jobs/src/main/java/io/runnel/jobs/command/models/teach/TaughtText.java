package io.runnel.jobs.command.models.teach;

/**
 * A text and the label that somebody gave it.
 *
 * @param line where it starts in its file, from 1
 */
public record TaughtText(String text, String label, int line) {}
