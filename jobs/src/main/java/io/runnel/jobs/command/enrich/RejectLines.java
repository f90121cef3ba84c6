package io.runnel.jobs.command.enrich;

import io.runnel.schemas.document.Reject;
import io.runnel.schemas.privacy.PrivacySettings;
import io.runnel.schemas.privacy.RejectRedaction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Rejects to lines, without the personal data that must not leave. */
final class RejectLines extends RichMapFunction<Reject, byte[]> {
    private static final long serialVersionUID = 1L;

    private final PrivacySettings privacy;
    private transient RejectRedaction redaction;

    RejectLines(PrivacySettings privacy) {
        this.privacy = privacy;
    }

    @Override
    public void open(OpenContext context) {
        redaction = new RejectRedaction(privacy);
    }

    @Override
    public byte[] map(Reject reject) {
        return RejectLine.of(redaction.redact(reject).reject());
    }
}
