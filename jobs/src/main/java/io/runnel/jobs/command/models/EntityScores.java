package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Task;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Precision, recall and F1 of entities, micro over all: an entity is right if its type, its first
 * and its last token are, as in seqeval.
 */
final class EntityScores implements Scores {
    private final RecognizeEntities task;
    private final Counts all = new Counts();
    private final Map<String, Counts> types = new TreeMap<>();

    EntityScores(RecognizeEntities task) {
        this.task = task;
    }

    @Override
    public Task<?> task() {
        return task;
    }

    @Override
    public boolean fits(LabelledRow row) {
        return row.labels().isEmpty();
    }

    @Override
    public void add(LabelledRow row, InferenceResult result) {
        TokenOffsets offsets = TokenOffsets.ofJoined(row.tokens());
        Set<TokenSpan> found = new HashSet<>();
        for (EntitySpan entity : result.of(task).spans()) {
            TokenSpan span =
                    offsets.cover(entity.entityGroup(), entity.span().start(), entity.span().end());
            if (row.judged().counts(span)) {
                found.add(span);
            }
        }
        add(TokenSpan.ofTags(row.tags()), found);
    }

    synchronized void add(Set<TokenSpan> expected, Set<TokenSpan> found) {
        for (TokenSpan span : expected) {
            all.expected++;
            of(span.type()).expected++;
        }
        for (TokenSpan span : found) {
            all.found++;
            of(span.type()).found++;
            if (expected.contains(span)) {
                all.right++;
                of(span.type()).right++;
            }
        }
    }

    double f1() {
        return all.f1();
    }

    @Override
    public synchronized void write(ObjectNode report) {
        report.put("precision", Rounded.of(all.precision()))
                .put("recall", Rounded.of(all.recall()))
                .put("f1", Rounded.of(all.f1()));
        ObjectNode each = report.putObject("labels");
        types.forEach((type, counts) -> each.set(type, counts.json()));
    }

    private Counts of(String type) {
        return types.computeIfAbsent(type, unused -> new Counts());
    }
}
