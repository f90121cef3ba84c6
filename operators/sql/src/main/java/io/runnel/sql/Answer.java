package io.runnel.sql;

import io.runnel.modelstore.HeadTask;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a head says of the texts of a row: a kind of OUTPUT column. */
enum Answer {
    /** The most probable label. */
    LABEL("STRING"),
    /** Its calibrated probability. */
    SCORE("DOUBLE"),
    /** Every label with its probability. */
    SCORES("MAP<STRING, DOUBLE>"),
    /** Names, places, dates and amounts, in the order of columns and places. */
    ENTITIES("ARRAY<" + SpanPart.rowType() + ">"),
    /** Fields of a form, each at most once. */
    FIELDS("ARRAY<" + SpanPart.rowType() + ">"),
    /** The sentences that tell most, whole and in their order. */
    SUMMARY("STRING"),
    /** Numbers that are near those of texts that say the same. */
    EMBEDDING("ARRAY<FLOAT>");

    private final String type;

    Answer(String type) {
        this.type = type;
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
        return switch (this) {
            case LABEL, SCORE, SCORES ->
                    task == HeadTask.TEXT_CLASSIFICATION || task == HeadTask.SENTIMENT;
            case ENTITIES -> task == HeadTask.TOKEN_CLASSIFICATION;
            case FIELDS -> task == HeadTask.FIELD_EXTRACTION;
            case SUMMARY -> task == HeadTask.SENTENCE_SALIENCE;
            case EMBEDDING -> task == HeadTask.SENTENCE_EMBEDDING;
        };
    }

    static Optional<Answer> ofLabel(String label) {
        return Arrays.stream(values()).filter(answer -> answer.label().equals(label)).findFirst();
    }
}
