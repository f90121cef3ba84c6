package io.runnel.sql;

import io.runnel.flink.TextPieces;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.language.LanguageGuess;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.Passage;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.Text;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;

/** The texts of a row, their language, and who is asked about them; as jobs do it. */
final class TextReader {
    private final List<String> columns;
    private final ModelSettings.Language rule;
    private final List<Task<?>> tasks;
    private final InferenceEngine.Lease engine;

    TextReader(PredictPlan plan, Heads heads, InferenceEngine.Lease engine) {
        this.columns = plan.texts();
        this.rule = plan.settings().language();
        this.tasks = List.copyOf(heads.tasks().values());
        this.engine = engine;
    }

    /** Without passages where no text says anything. */
    Asked read(RowData row) {
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String text = row.isNullAt(i) ? null : row.getString(i).toString();
            if (Text.saysSomething(text)) {
                passages.add(new Passage(columns.get(i), text));
            }
        }
        if (passages.isEmpty()) {
            return Asked.NOTHING;
        }
        return switch (rule.check()) {
            case OFF -> new Asked(passages, null, tasks, 0);
            case DETECT -> asked(passages, language(passages));
        };
    }

    private Asked asked(List<Passage> passages, String language) {
        if (language.equals(Language.UNDETERMINED)) {
            return new Asked(passages, language, tasks, 0);
        }
        List<Task<?>> supporting =
                tasks.stream().filter(task -> engine.supports(task, language)).toList();
        return new Asked(passages, language, supporting, tasks.size() - supporting.size());
    }

    private String language(List<Passage> passages) {
        LanguageGuess guess = engine.language(TextPieces.of(passages));
        return guess.confidence() < rule.minConfidence() ? Language.UNDETERMINED : guess.language();
    }
}
