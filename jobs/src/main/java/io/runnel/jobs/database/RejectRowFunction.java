package io.runnel.jobs.database;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.privacy.PrivacySettings;
import io.runnel.schemas.privacy.RejectRedaction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Rejects to rows, without the personal data that must not leave. */
final class RejectRowFunction extends RichMapFunction<Reject, Row> {
    private static final long serialVersionUID = 1L;

    private final DocumentType type;
    private final PrivacySettings privacy;
    private final int generation;
    private transient RejectRedaction redaction;

    RejectRowFunction(DocumentType type, PrivacySettings privacy, int generation) {
        this.type = type;
        this.privacy = privacy;
        this.generation = generation;
    }

    @Override
    public void open(OpenContext context) {
        redaction = new RejectRedaction(privacy);
    }

    @Override
    public Row map(Reject reject) {
        byte[] payload = reject.origin().payload();
        return RejectRow.of(
                redaction.redact(reject).reject(),
                type,
                generation,
                payload == null ? 0 : payload.length);
    }
}
