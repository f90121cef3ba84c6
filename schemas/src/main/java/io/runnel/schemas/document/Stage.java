package io.runnel.schemas.document;

import java.util.Locale;

/** Where on its way a document was when it was rejected. */
public enum Stage {
    DECODE,
    INFERENCE,
    ENCODE;

    /** The name in headers and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
