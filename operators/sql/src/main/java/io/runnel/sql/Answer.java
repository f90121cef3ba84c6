package io.runnel.sql;

import io.runnel.modelstore.HeadTask;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a head says of the texts of a row: a kind of OUTPUT column. */
enum Answer {
    /** The most probable label. */
    LABEL("STRING", HeadTask.TEXT_CLASSIFICATION, HeadTask.SENTIMENT),
    /** Its calibrated probability. */
    SCORE("DOUBLE", HeadTask.TEXT_CLASSIFICATION, HeadTask.SENTIMENT),
    /** Every label with its probability. */
    SCORES("MAP<STRING, DOUBLE>", HeadTask.TEXT_CLASSIFICATION, HeadTask.SENTIMENT),
    /** Names, places, dates and amounts, in the order of columns and places. */
    ENTITIES("ARRAY<" + SpanPart.rowType() + ">", HeadTask.TOKEN_CLASSIFICATION),
    /** Fields of a form, each at most once. */
    FIELDS("ARRAY<" + SpanPart.rowType() + ">", HeadTask.FIELD_EXTRACTION),
    /** The sentences that tell most, whole and in their order. */
    SUMMARY("STRING", HeadTask.SENTENCE_SALIENCE),
    /** Numbers that are near those of texts that say the same. */
    EMBEDDING("ARRAY<FLOAT>", HeadTask.SENTENCE_EMBEDDING);

    private final String type;
    private final List<HeadTask> tasks;

    Answer(String type, HeadTask... tasks) {
        this.type = type;
        this.tasks = List.of(tasks);
    }

    /** The name of its column. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How its type is written in SQL. */
    String type() {
        return type;
    }

    /** Whether it is an array of entities, of which a column may name the parts that it wants. */
    boolean isOfSpans() {
        return this == ENTITIES || this == FIELDS;
    }

    /** Whether heads for this task give it. */
    boolean isGivenBy(HeadTask task) {
        return tasks.contains(task);
    }

    static Optional<Answer> ofLabel(String label) {
        return Arrays.stream(values()).filter(answer -> answer.label().equals(label)).findFirst();
    }
}
