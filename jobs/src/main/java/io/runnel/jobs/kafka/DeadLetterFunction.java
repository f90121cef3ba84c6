package io.runnel.jobs.kafka;

import io.runnel.jobs.EncodedRecord;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.privacy.PrivacySettings;
import io.runnel.schemas.privacy.RedactedReject;
import io.runnel.schemas.privacy.RejectRedaction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rejects to dead letters, without the personal data that must not leave. */
final class DeadLetterFunction extends RichMapFunction<Reject, EncodedRecord> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFunction.class);

    private final PrivacySettings privacy;
    private final int generation;
    private final int maxRecordBytes;
    private transient RejectRedaction redaction;

    DeadLetterFunction(PrivacySettings privacy, int generation, int maxRecordBytes) {
        this.privacy = privacy;
        this.generation = generation;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public void open(OpenContext context) {
        redaction = new RejectRedaction(privacy);
        redaction
                .keyFingerprint()
                .ifPresent(
                        key ->
                                LOG.info(
                                        "Personal data is hashed with the key {}; it has to be the"
                                                + " same on every TaskManager.",
                                        key));
    }

    @Override
    public EncodedRecord map(Reject reject) {
        RedactedReject redacted = redaction.redact(reject);
        return switch (redacted.value()) {
            case KEPT -> DeadLetter.of(redacted, generation, maxRecordBytes);
            case LEFT_OUT ->
                    DeadLetter.withoutValue(
                            redacted, generation, reject.origin().payload(), maxRecordBytes);
        };
    }
}
