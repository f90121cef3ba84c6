package io.runnel.jobs.command.models.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.Quotes;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.Passage;
import io.runnel.inference.text.SentenceSplitter;
import io.runnel.jobs.command.models.measure.Rouge;
import io.runnel.jobs.command.models.measure.Rounded;
import io.runnel.jobs.command.models.rows.Gold;
import io.runnel.jobs.command.models.rows.LabelledRow;
import io.runnel.jobs.command.models.summary.Baseline;
import io.runnel.jobs.command.models.summary.Extract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * ROUGE of the summaries that a job would make, and of summaries of the same sentences that need no
 * model. Speakers' names are in neither.
 */
public final class SummaryScores implements Scores<Gold.Reference> {
    private static final int DRAWS = 20;
    private static final int LEAD_SENTENCES = 3;

    private final Summarize task;
    private final Random random;
    private final List<Rouge> own = new ArrayList<>();
    private final Map<String, List<Rouge>> baselines = new LinkedHashMap<>();

    /**
     * @param seed of the random sentences
     */
    public SummaryScores(Summarize task, long seed) {
        this.task = task;
        this.random = new Random(seed);
    }

    @Override
    public Summarize task() {
        return task;
    }

    @Override
    public void add(LabelledRow<Gold.Reference> row, InferenceResult result) {
        Quotes quotes = result.of(task);
        add(
                row,
                quotes.sentences().stream()
                        .map(quote -> quote.span().of(row.passages().get(quote.index()).text()))
                        .collect(Collectors.joining(" ")));
    }

    void add(LabelledRow<Gold.Reference> row, String summary) {
        String reference = row.gold().summary();
        own.add(Rouge.of(summary, reference));
        List<String> sentences = sentences(row.passages());
        addBaseline("lead_3", Rouge.of(Extract.lead(sentences, LEAD_SENTENCES), reference));
        for (Baseline baseline : Baseline.values()) {
            List<Integer> order = baseline.order(sentences);
            addBaseline(
                    baseline.label(),
                    Rouge.of(Extract.of(sentences, order, task.maxWords()), reference));
        }
        addBaseline("random", atRandom(sentences, reference));
    }

    private Rouge atRandom(List<String> sentences, String reference) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, sentences.size()).boxed().toList());
        List<Rouge> draws = new ArrayList<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            Collections.shuffle(order, random);
            draws.add(Rouge.of(Extract.of(sentences, order, task.maxWords()), reference));
        }
        return Rouge.mean(draws);
    }

    private void addBaseline(String name, Rouge rouge) {
        baselines.computeIfAbsent(name, first -> new ArrayList<>()).add(rouge);
    }

    private static List<String> sentences(List<Passage> passages) {
        List<String> sentences = new ArrayList<>();
        for (Passage passage : passages) {
            for (CharSpan span : SentenceSplitter.split(passage.text())) {
                sentences.add(span.of(passage.text()));
            }
        }
        return sentences;
    }

    @Override
    public void write(ObjectNode report) {
        write(report, Rouge.mean(own));
        report.put(Report.SUMMARY_WORDS, task.maxWords());
        ObjectNode others = report.putObject(Report.BASELINES);
        baselines.forEach((name, all) -> write(others.putObject(name), Rouge.mean(all)));
    }

    private static void write(ObjectNode report, Rouge rouge) {
        report.put(Report.ROUGE1, Rounded.of(rouge.rouge1()))
                .put(Report.ROUGE2, Rounded.of(rouge.rouge2()))
                .put(Report.ROUGE_L, Rounded.of(rouge.rougeL()));
    }
}
