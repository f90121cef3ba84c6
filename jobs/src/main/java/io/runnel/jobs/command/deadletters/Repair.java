package io.runnel.jobs.command.deadletters;

/** What to send in the place of a letter's bytes. */
@SuppressWarnings("ArrayRecordComponent") // handed to the producer as they are, never compared
record Repair(LetterPlace place, byte[] value) {}
