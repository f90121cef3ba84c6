package io.runnel.sql;

import io.runnel.inference.InferenceResult;
import java.util.Optional;

/**
 * What became of the texts of a row.
 *
 * @param result {@code null} where there is none
 * @param error why the model failed; {@code null} where it did not
 */
record RowOutcome(Asked asked, Status status, InferenceResult result, String error) {
    static RowOutcome noText() {
        return new RowOutcome(Asked.NOTHING, Status.NO_TEXT, null, null);
    }

    static RowOutcome answered(Asked asked, InferenceResult result) {
        Status status = asked.unsupporting() == 0 ? Status.ANSWERED : Status.UNSUPPORTED_LANGUAGE;
        return new RowOutcome(asked, status, result, null);
    }

    /** No head knows the language. */
    static RowOutcome unsupported(Asked asked) {
        return new RowOutcome(asked, Status.UNSUPPORTED_LANGUAGE, null, null);
    }

    static RowOutcome failed(Asked asked, String error) {
        return new RowOutcome(asked, Status.FAILED, null, error);
    }

    Optional<InferenceResult> answers() {
        return Optional.ofNullable(result);
    }
}
