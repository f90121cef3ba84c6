package io.runnel.flink;

import io.runnel.inference.InferenceEngine;
import io.runnel.inference.language.LanguageGuess;
import io.runnel.inference.task.Task;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.LanguageSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The language of each document, and which tasks do not support it. A language that the producer
 * states wins if there is such a language; an undetermined one leaves every task as it is.
 */
final class DocumentLanguages {
    private final LanguageSettings settings;
    private final InferenceEngine.Lease engine;

    DocumentLanguages(LanguageSettings settings, InferenceEngine.Lease engine) {
        this.settings = settings;
        this.engine = engine;
    }

    /**
     * Loads what detecting needs, so that trouble with it stops the job at its start and blames no
     * document.
     */
    void prepare() {
        switch (settings.detection()) {
            case DETECT -> engine.prepareLanguage();
            case STATED, OFF -> {}
        }
    }

    /** The language as it stands in the record, or nothing where nobody says it. */
    Optional<Language> of(Document document, DocumentPassages passages) {
        Optional<Language> stated =
                StatedLanguage.code(document.language())
                        .map(code -> new Language(code, 1, LanguageSource.STATED));
        if (stated.isPresent()) {
            return stated;
        }
        return switch (settings.detection()) {
            case DETECT -> Optional.of(detected(passages));
            case STATED, OFF -> Optional.empty();
        };
    }

    /**
     * The tasks whose heads were not trained for this language; they are not to be asked.
     *
     * @param language {@code null} where nobody says it
     */
    Set<Task<?>> unsupporting(Language language, List<Task<?>> tasks) {
        boolean told = language != null && !language.code().equals(Language.UNDETERMINED);
        if (!told || settings.detection() == LanguageDetection.OFF) {
            return Set.of();
        }
        return tasks.stream()
                .filter(task -> !engine.supports(task, language.code()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Language detected(DocumentPassages passages) {
        LanguageGuess guess = engine.language(TextPieces.of(passages.passages()));
        String code =
                guess.confidence() < settings.minConfidence()
                        ? Language.UNDETERMINED
                        : guess.language();
        return new Language(code, guess.confidence(), LanguageSource.DETECTED);
    }
}
