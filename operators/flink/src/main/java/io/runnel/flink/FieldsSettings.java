package io.runnel.flink;

import io.runnel.flink.EnrichmentSettings.Head;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import java.io.Serializable;
import java.util.Optional;

/** Which head reads the fields of an invoice's text, and what happens where a model has none. */
public record FieldsSettings(Head head, WhenMissing whenMissing) implements Serializable {
    /** What happens where the model has no such head. */
    public enum WhenMissing {
        /** Invoices are enriched without fields. */
        LEAVE_OUT,
        /** The job does not start. */
        FAIL
    }

    /** Refuses what is not set. */
    public FieldsSettings {
        if (head == null || whenMissing == null) {
            throw new IllegalArgumentException(
                    "The fields cannot be read with head "
                            + head
                            + ", and where it is missing "
                            + whenMissing
                            + "; expected both to be set.");
        }
    }

    /** The task of this head, if it is to be asked. */
    Optional<ExtractFields> task(LongText longText, InferenceEngine.Lease engine) {
        ModelId model = ModelId.parse(head.model());
        boolean wanted =
                switch (whenMissing) {
                    case LEAVE_OUT -> engine.card(model).head(head.head()).isPresent();
                    case FAIL -> true;
                };
        return wanted
                ? Optional.of(new ExtractFields(model, head.head(), longText))
                : Optional.empty();
    }
}
