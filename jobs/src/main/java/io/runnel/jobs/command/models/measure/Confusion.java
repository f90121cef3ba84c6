package io.runnel.jobs.command.models.measure;

/** How many rows of one label were given another one. */
public record Confusion(String expected, String found, long rows) {}
