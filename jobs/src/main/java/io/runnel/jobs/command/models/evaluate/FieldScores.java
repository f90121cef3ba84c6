package io.runnel.jobs.command.models.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Fields;
import io.runnel.inference.task.Task;
import io.runnel.jobs.command.models.measure.Calibration;
import io.runnel.jobs.command.models.measure.Counts;
import io.runnel.jobs.command.models.measure.Rounded;
import io.runnel.jobs.command.models.measure.SpanMeasures;
import io.runnel.jobs.command.models.measure.SpanMeasures.Match;
import io.runnel.jobs.command.models.measure.TokenSpan;
import io.runnel.jobs.command.models.rows.Gold;
import io.runnel.jobs.command.models.rows.LabelledRow;
import io.runnel.jobs.command.models.rows.TaggedTokens;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The measures of a head that finds the fields of a form: whole spans where rows tag them, and what
 * the fields say where rows tell that.
 *
 * <p>A field is expected once, however often it is tagged, and a found one is right if it is
 * exactly the words of a tagged one, there or where the same words stand again: a total is often
 * printed twice, and one is tagged. A field whose value a row tells but does not tag (the printed
 * text differs) is not judged by its span. The score of each judged span is held against its being
 * right. Values are compared by their letters and digits, in upper case: blanks, line breaks and
 * signs make no difference.
 */
public final class FieldScores implements Scores<Gold.Fields> {
    private final Task<Fields> task;
    private final SpanMeasures spans = new SpanMeasures();
    private final SpanMeasures values = new SpanMeasures();
    private final Calibration calibration = new Calibration();
    private boolean tagged;
    private boolean told;

    public FieldScores(Task<Fields> task) {
        this.task = task;
    }

    @Override
    public Task<?> task() {
        return task;
    }

    @Override
    public void add(LabelledRow<Gold.Fields> row, InferenceResult result) {
        add(row.passages().get(0).text(), row.gold(), result.of(task).spans());
    }

    void add(String text, Gold.Fields gold, List<EntitySpan> found) {
        if (!gold.tokens().places().isEmpty()) {
            tagged = true;
            addSpans(text, gold, found);
        }
        if (!gold.values().isEmpty()) {
            told = true;
            addValues(text, gold.values(), found);
        }
    }

    private void addSpans(String text, Gold.Fields gold, List<EntitySpan> found) {
        TaggedTokens tokens = gold.tokens();
        Map<String, Set<List<String>>> expected =
                words(TokenSpan.ofTags(tokens.tags()), tokens, text);
        Map<String, Set<List<String>>> own =
                words(TokenTags.spans(tokens, found, type -> true), tokens, text);
        Set<String> right = new HashSet<>();
        expected.forEach(
                (field, tagged) -> {
                    Set<List<String>> words = own.get(field);
                    if (words == null) {
                        spans.add(field, Match.MISSED);
                    } else if (tagged.containsAll(words)) {
                        spans.add(field, Match.RIGHT);
                        right.add(field);
                    } else {
                        spans.add(field, Match.WRONG);
                    }
                });
        Set<String> untagged = new HashSet<>(gold.values().keySet());
        untagged.removeAll(expected.keySet());
        own.keySet().removeAll(untagged);
        own.keySet().stream()
                .filter(field -> !expected.containsKey(field))
                .forEach(field -> spans.add(field, Match.INVENTED));
        found.stream()
                .filter(field -> own.containsKey(field.entityGroup()))
                .forEach(
                        field ->
                                calibration.add(
                                        field.score(), right.contains(field.entityGroup())));
    }

    private static Map<String, Set<List<String>>> words(
            Set<TokenSpan> spans, TaggedTokens tokens, String text) {
        Map<String, Set<List<String>>> words = new HashMap<>();
        for (TokenSpan span : spans) {
            words.computeIfAbsent(span.type(), first -> new HashSet<>())
                    .add(
                            tokens.places().subList(span.first(), span.last() + 1).stream()
                                    .map(place -> text.substring(place.start(), place.end()))
                                    .toList());
        }
        return words;
    }

    private void addValues(String text, Map<String, String> expected, List<EntitySpan> found) {
        Map<String, String> said = new HashMap<>();
        found.forEach(field -> said.put(field.entityGroup(), field.span().of(text)));
        expected.forEach(
                (field, value) -> {
                    String own = said.remove(field);
                    if (own == null) {
                        values.add(field, Match.MISSED);
                    } else {
                        boolean right = signs(own).equals(signs(value));
                        values.add(field, right ? Match.RIGHT : Match.WRONG);
                    }
                });
        said.keySet().forEach(field -> values.add(field, Match.INVENTED));
    }

    private static String signs(String value) {
        return value.replaceAll("[^\\p{L}\\p{N}]+", "").toUpperCase(Locale.ROOT);
    }

    @Override
    public void write(ObjectNode report) {
        if (tagged) {
            Counts total = spans.total(spans.perType().keySet());
            Report.writeSpans(report, total);
            ObjectNode each = report.putObject(Report.PER_LABEL);
            spans.perType().forEach((field, counts) -> each.set(field, counts.json()));
            if (!total.isEmpty()) {
                report.put(Report.ENTITY_ECE, Rounded.of(calibration.expectedError()));
            }
            Report.writeBins(report.putArray(Report.RELIABILITY), calibration);
        }
        if (told) {
            report.put(Report.VALUE_F1, Rounded.of(values.total(values.perType().keySet()).f1()));
            ObjectNode each = report.putObject(Report.PER_VALUE);
            values.perType().forEach((field, counts) -> each.set(field, counts.json()));
        }
    }
}
