package io.runnel.benchmarks.corpus;

import io.runnel.flink.DocumentQuestions;

/**
 * Makes of a document the same request and the same model rows as the job and the engine; suites
 * check that the engine counts as many tokens.
 */
record DocumentPreparation(DocumentQuestions questions, RowMaker rows) {
    PreparedDocument prepare(CorpusDocument document) {
        return rows.prepared(document, questions.about(document.document()));
    }
}
