package io.runnel.schemas.document;

import java.util.List;

/**
 * The sentiment of the whole document, and of its parts where it has any.
 *
 * @param label the most probable label, the first of {@code scores}; {@code null}, with score 0, if
 *     the task was not answered
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
        SentimentMovement movement) {
    /** No label: the model does not support the document's language. */
    public static Sentiment unanswered() {
        return new Sentiment(null, 0, List.of(), List.of(), List.of(), null);
    }
}
