package io.runnel.jobs.command.models.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.Entities;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Task;
import io.runnel.jobs.command.models.measure.Calibration;
import io.runnel.jobs.command.models.measure.Counts;
import io.runnel.jobs.command.models.measure.Rounded;
import io.runnel.jobs.command.models.measure.SpanMeasures;
import io.runnel.jobs.command.models.measure.TokenSpan;
import io.runnel.jobs.command.models.rows.Gold;
import io.runnel.jobs.command.models.rows.LabelledRow;
import io.runnel.jobs.command.models.rows.TaggedTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The measures of a head that finds entities. Where neither rows nor a mapping say which types are
 * labelled, a type that no row names is not judged.
 */
public final class EntityScores implements Scores<Gold.Entities> {
    private final Task<Entities> task;
    private final SpanMeasures measures = new SpanMeasures();
    private final Set<String> named = new TreeSet<>();
    private final List<Answer> answers = new ArrayList<>();

    /** How sure the model was of an entity, and whether it is one. */
    private record Answer(String type, double score, boolean right) {}

    public EntityScores(Task<Entities> task) {
        this.task = task;
    }

    @Override
    public Task<?> task() {
        return task;
    }

    @Override
    public void add(LabelledRow<Gold.Entities> row, InferenceResult result) {
        add(row.gold(), result.of(task).spans());
    }

    void add(Gold.Entities gold, List<EntitySpan> found) {
        Set<String> types = gold.types();
        Set<TokenSpan> expected = new HashSet<>();
        for (TokenSpan span : TokenSpan.ofTags(gold.tokens().tags())) {
            if (types.isEmpty() || types.contains(span.type())) {
                expected.add(span);
            }
        }
        expected.forEach(span -> named.add(span.type()));
        named.addAll(types);
        TaggedTokens tokens = gold.tokens();
        measures.add(
                expected,
                TokenTags.spans(tokens, found, type -> types.isEmpty() || types.contains(type)));
        for (EntitySpan entity : found) {
            if (types.isEmpty() || types.contains(entity.entityGroup())) {
                Set<TokenSpan> own = TokenTags.spans(tokens, List.of(entity), type -> true);
                if (!own.isEmpty()) {
                    answers.add(
                            new Answer(
                                    entity.entityGroup(),
                                    entity.score(),
                                    expected.containsAll(own)));
                }
            }
        }
    }

    @Override
    public void write(ObjectNode report) {
        Counts total = measures.total(named);
        Report.writeSpans(report, total);
        ObjectNode each = report.putObject(Report.PER_LABEL);
        Set<String> others = new TreeSet<>();
        measures.perType()
                .forEach(
                        (type, counts) -> {
                            if (named.contains(type)) {
                                each.set(type, counts.json());
                            } else {
                                others.add(type);
                            }
                        });
        Calibration calibration = new Calibration();
        answers.stream()
                .filter(answer -> named.contains(answer.type()))
                .forEach(answer -> calibration.add(answer.score(), answer.right()));
        if (!total.isEmpty()) {
            report.put(Report.ENTITY_ECE, Rounded.of(calibration.expectedError()));
        }
        Report.writeBins(report.putArray(Report.RELIABILITY), calibration);
        others.forEach(report.putArray(Report.NOT_JUDGED)::add);
    }
}
