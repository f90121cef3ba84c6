package io.runnel.dashboard.why;

import io.runnel.dashboard.store.DocumentTexts.FieldText;
import io.runnel.dashboard.why.Explainer.Unexplained;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceException;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.Passage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Asks one head about a document's texts, whole and without some of its words. */
final class AskedDocument implements Questions {
    private static final int ANSWER_SECONDS = 120;

    private final InferenceEngine.Lease engine;
    private final Task<Labels> task;
    private final List<FieldText> texts;
    private final List<Span> spans;
    private final Label label;
    private int questions;

    /**
     * @param engine it is prepared for the task
     */
    AskedDocument(InferenceEngine.Lease engine, Task<Labels> task, List<FieldText> texts)
            throws InterruptedException {
        this.engine = engine;
        this.task = task;
        this.texts = texts;
        this.spans = Span.of(texts);
        this.label = await(ask(new BitSet())).of(task).overall().get(0);
    }

    /** The most probable label of all words. */
    String label() {
        return label.label();
    }

    List<FieldText> texts() {
        return texts;
    }

    /** Its words, as {@link #without} counts them. */
    List<Span> spans() {
        return spans;
    }

    /** How many questions were asked so far. */
    int questions() {
        return questions;
    }

    @Override
    public int words() {
        return spans.size();
    }

    @Override
    public double whole() {
        return label.score();
    }

    @Override
    public double[] without(List<BitSet> leftOut) throws InterruptedException {
        List<CompletableFuture<InferenceResult>> answers = leftOut.stream().map(this::ask).toList();
        double[] scores = new double[answers.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(await(answers.get(i)).of(task));
        }
        return scores;
    }

    /** A text that is left without anything stays, as its blanks and marks. */
    private CompletableFuture<InferenceResult> ask(BitSet leftOut) {
        questions++;
        List<StringBuilder> left = new ArrayList<>();
        texts.forEach(text -> left.add(new StringBuilder(text.text())));
        // From behind, so that the places of those before stay.
        for (int i = spans.size() - 1; i >= 0; i--) {
            Span span = spans.get(i);
            if (leftOut.get(i)) {
                left.get(span.text()).delete(span.start(), span.end());
            }
        }
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            passages.add(new Passage(texts.get(i).field(), left.get(i).toString()));
        }
        List<Integer> all = IntStream.range(0, passages.size()).boxed().toList();
        return engine.submit(new InferenceRequest(passages, List.of(new Question(task, all))));
    }

    private static InferenceResult await(CompletableFuture<InferenceResult> answer)
            throws InterruptedException {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InferenceException failure) {
                throw new Unexplained("The model failed: " + failure.getMessage());
            }
            throw new IllegalStateException("The engine failed at a question.", e);
        } catch (TimeoutException e) {
            throw new Unexplained(
                    "The engine did not answer within "
                            + ANSWER_SECONDS
                            + " s; it may be busy with a job. Try again later.");
        }
    }

    /** Where nothing is left that the model reads, there is no label, and its probability is 0. */
    private double score(Labels labels) {
        return labels.overall().stream()
                .filter(one -> one.label().equals(label.label()))
                .mapToDouble(Label::score)
                .findFirst()
                .orElse(0);
    }
}
