package io.runnel.inference;

import io.runnel.inference.onnx.RowLogits;

/** One row of a document that waits for its logits. */
record RowRun(DocumentRun document, ModelReading reading, int row) {
    void put(RowLogits logits) {
        document.put(reading, row, logits);
    }
}
