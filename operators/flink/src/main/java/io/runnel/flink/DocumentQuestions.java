package io.runnel.flink;

import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.task.Task;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Language;
import java.util.List;

/**
 * What a job asks the engine about a document, to the letter, for those who ask without a stream.
 * Lives as long as the engine's lease that it was opened with.
 */
public final class DocumentQuestions {
    private final Tasks tasks;
    private final DocumentLanguages languages;

    private DocumentQuestions(Tasks tasks, DocumentLanguages languages) {
        this.tasks = tasks;
        this.languages = languages;
    }

    /**
     * Prepares the lease for all questions about documents of this type.
     *
     * @throws IllegalArgumentException if a model or head is missing, with what there is
     */
    public static DocumentQuestions open(
            DocumentType type, EnrichmentSettings settings, InferenceEngine.Lease engine) {
        Tasks tasks = settings.tasks(type, engine);
        engine.prepare(tasks.all());
        DocumentLanguages languages = new DocumentLanguages(settings.language(), engine);
        languages.prepare();
        return new DocumentQuestions(tasks, languages);
    }

    /** Every task that may be asked. */
    public List<Task<?>> tasks() {
        return tasks.all();
    }

    /** The request about this document; without a question where no head knows its language. */
    public InferenceRequest about(Document document) {
        DocumentPassages passages = DocumentPassages.of(document);
        Language language = languages.of(document, passages).orElse(null);
        return new AskedDocument(
                        document, passages, language, languages.unsupporting(language, tasks.all()))
                .request(tasks);
    }
}
