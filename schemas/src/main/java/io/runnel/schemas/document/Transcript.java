package io.runnel.schemas.document;

import java.util.List;
import java.util.Map;

/**
 * A call, meeting, earnings call or chat, turn by turn.
 *
 * @param other unknown fields of the input, each as JSON text
 */
public record Transcript(
        Origin origin,
        String id,
        String title,
        String language,
        String channel,
        String date,
        List<Turn> turns,
        Map<String, String> other)
        implements Document {
    @Override
    public DocumentType type() {
        return DocumentType.TRANSCRIPT;
    }
}
