package io.runnel.sql;

import io.runnel.flink.EngineProvider;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceException;
import io.runnel.inference.InferenceResult;
import io.runnel.modelstore.ModelCard;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.functions.FunctionContext;

/**
 * Every row is answered by exactly one row. A text that the model fails on never fails the query,
 * unless its model says so; a missing model or a head that fits no column does, at {@link #open}.
 *
 * <p>Public for the code that Flink generates; nobody else makes one.
 */
public final class RunnelPredictFunction extends AsyncPredictFunction {
    private static final long serialVersionUID = 1L;

    private final PredictPlan plan;
    private final EngineProvider provider;

    private transient InferenceEngine.Lease engine;
    private transient TextReader texts;
    private transient OutputRows rows;
    private transient RowCounters counters;
    private transient volatile boolean closing;

    RunnelPredictFunction(PredictPlan plan, EngineProvider provider) {
        this.plan = plan;
        this.provider = provider;
    }

    @Override
    public void open(FunctionContext context) {
        engine = provider.acquire(plan.engine().settings());
        ModelCard card = engine.card(plan.settings().id());
        Mistakes mistakes = new Mistakes();
        Heads heads = Heads.of(plan.settings(), plan.columns(), card, mistakes);
        mistakes.throwIfAny(plan.model());
        engine.prepare(List.copyOf(heads.tasks().values()));
        switch (plan.settings().language().check()) {
            case DETECT -> engine.prepareLanguage();
            case OFF -> {}
        }
        texts = new TextReader(plan, heads, engine);
        rows = new OutputRows(plan.columns(), heads, card);
        counters = new RowCounters(context.getMetricGroup(), card.id().toString());
    }

    @Override
    public CompletableFuture<Collection<RowData>> asyncPredict(RowData input) {
        Asked asked = texts.read(input);
        if (asked.passages().isEmpty()) {
            return CompletableFuture.completedFuture(row(RowOutcome.noText()));
        }
        if (asked.tasks().isEmpty()) {
            return CompletableFuture.completedFuture(row(RowOutcome.unsupported(asked)));
        }
        CompletableFuture<Collection<RowData>> row = new CompletableFuture<>();
        var unused =
                submit(asked)
                        .whenComplete(
                                (result, failure) -> {
                                    if (failure == null) {
                                        answered(asked, result, row);
                                    } else {
                                        failed(asked, cause(failure), row);
                                    }
                                });
        return row;
    }

    @Override
    public void close() {
        closing = true;
        if (engine != null) {
            engine.close();
        }
    }

    private CompletableFuture<InferenceResult> submit(Asked asked) {
        try {
            return engine.submit(asked.request());
        } catch (RuntimeException e) {
            // A text that cannot even be asked about: its own trouble, not the query's.
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(
            Asked asked, InferenceResult result, CompletableFuture<Collection<RowData>> row) {
        try {
            row.complete(row(RowOutcome.answered(asked, result)));
        } catch (RuntimeException e) {
            failed(asked, e, row);
        }
    }

    private void failed(
            Asked asked, Throwable failure, CompletableFuture<Collection<RowData>> row) {
        boolean closed =
                failure instanceof InferenceException inference
                        && inference.kind() == InferenceException.Cause.CLOSED;
        if (closed && closing) {
            // Nobody waits any more; the row is in Flink's checkpoint and is asked again.
            return;
        }
        if (closed || !(failure instanceof RuntimeException)) {
            row.completeExceptionally(failure);
            return;
        }
        switch (plan.settings().onFailure()) {
            case NULL -> row.complete(row(RowOutcome.failed(asked, failure.getMessage())));
            case FAIL ->
                    row.completeExceptionally(
                            new IllegalStateException(
                                    "The model "
                                            + plan.model()
                                            + " failed on a text, and its option on-failure is 'fail': "
                                            + failure.getMessage()
                                            + " Leave the option out to get null and the reason in the"
                                            + " column error instead.",
                                    failure));
        }
    }

    private List<RowData> row(RowOutcome outcome) {
        List<RowData> row = List.of(rows.row(outcome));
        counters.count(outcome.status());
        return row;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
