package io.runnel.flink;

import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.modelstore.ModelId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tasks of a job, as the engine knows them. Made at open; they do not travel.
 *
 * @param extraction the fields of invoices; {@code null} where nobody is asked for them
 */
record Tasks(
        Task<Labels> classification,
        AnalyzeSentiment sentiment,
        RecognizeEntities entities,
        Summarize summary,
        ExtractFields extraction) {
    /** The same with the fields of invoices. */
    Tasks withFields(ExtractFields task) {
        return new Tasks(classification, sentiment, entities, summary, task);
    }

    Optional<ExtractFields> fields() {
        return Optional.ofNullable(extraction);
    }

    /** The models that these tasks are asked of. */
    Set<ModelId> models() {
        return all().stream().map(Task::model).collect(Collectors.toSet());
    }

    /** Every task, the four of each record first. */
    List<Task<?>> all() {
        return Stream.concat(
                        Stream.<Task<?>>of(classification, sentiment, entities, summary),
                        fields().stream())
                .toList();
    }
}
