package io.runnel.schemas.document;

import java.util.List;

/**
 * The sentiment of the whole document, and of its parts where it has any.
 *
 * @param turns the label of each turn that says something; empty outside transcripts
 * @param speakers in the order in which they first speak; empty outside transcripts
 * @param movement from start to end; {@code null} outside transcripts
 */
public record Sentiment(
        String label,
        double score,
        List<LabelScore> scores,
        List<FieldLabel> turns,
        List<SpeakerSentiment> speakers,
        SentimentMovement movement) {}
