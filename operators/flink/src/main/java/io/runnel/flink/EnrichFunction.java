package io.runnel.flink;

import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceException;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceResult;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.Outcome;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import io.runnel.schemas.privacy.PrivacySettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every document becomes exactly one outcome: enriched, or a reject that says why. A bad document
 * never fails the job; a missing model or a wrong setting does, at {@link #open}.
 *
 * <p>Answers are assembled and counted in the subtask's mailbox, so engine threads only run models.
 * An engine that is closed while documents wait makes no rejects: they stay in Flink's checkpoint
 * and are asked again after the restart.
 */
public final class EnrichFunction<D extends Document> extends RichAsyncFunction<D, Outcome> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EnrichFunction.class);
    private static final InferenceResult NOTHING_ASKED =
            new InferenceResult(
                    Map.of(), Map.of(), new InferenceResult.Effort(0, 0, false, false, 0, 0, 0, 0));

    private final DocumentType type;
    private final EnrichmentSettings settings;
    private final PrivacySettings privacy;
    private final RejectLimit limit;
    private final EngineProvider provider;

    private transient Configuration taskManager;
    private transient Tasks tasks;
    private transient EnrichmentAssembler assembler;
    private transient WrittenSummaries writing;
    private transient Map<ResultFuture<Outcome>, Unwritten> unwritten;
    private transient EnrichedRedaction redaction;
    private transient DocumentLanguages languages;
    private transient InferenceEngine.Lease engine;
    private transient InferenceMetrics metrics;
    private transient EngineGauges gauges;
    private transient RejectWatch watch;
    private transient volatile boolean closing;

    public EnrichFunction(
            DocumentType type,
            EnrichmentSettings settings,
            PrivacySettings privacy,
            RejectLimit limit,
            EngineProvider provider) {
        this.type = type;
        this.settings = settings;
        this.privacy = privacy;
        this.limit = limit;
        this.provider = provider;
    }

    /**
     * Keeps the TaskManager's configuration: Flink hides it from asynchronous functions behind a
     * wrapper.
     */
    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        if (context instanceof StreamingRuntimeContext streaming) {
            taskManager = streaming.getTaskManagerRuntimeInfo().getConfiguration();
        }
    }

    @Override
    public void open(OpenContext context) {
        if (taskManager == null) {
            throw new IllegalStateException(
                    "EnrichFunction needs the TaskManager's configuration, and its runtime context has none. Run it as"
                            + " an operator of a streaming job.");
        }
        redaction = new EnrichedRedaction(privacy);
        engine = provider.acquire(EngineOptions.read(taskManager));
        tasks = settings.tasks(type, engine);
        engine.prepare(tasks.all());
        OffHeapPromise.shortage(taskManager, engine.statistics().modelBytes()).ifPresent(LOG::warn);
        assembler = new EnrichmentAssembler(tasks, engine::card, settings.generation());
        writing =
                new WrittenSummaries(settings.brought().writing().writer(tasks, engine), assembler);
        unwritten = new ConcurrentHashMap<>();
        languages = new DocumentLanguages(settings.language(), engine);
        languages.prepare();
        metrics = new InferenceMetrics(getRuntimeContext().getMetricGroup(), type);
        watch = RejectWatch.of(limit, getRuntimeContext().getMetricGroup(), type);
        gauges = new EngineGauges(getRuntimeContext().getMetricGroup(), engine, tasks.models());
        gauges.showUnlessShown();
    }

    @Override
    public void asyncInvoke(D document, ResultFuture<Outcome> outcome) throws InterruptedException {
        watch.beforeNext();
        metrics.documentIn();
        gauges.showUnlessShown();
        CompletableFuture<Answered> answer;
        try {
            AskedDocument asked = asked(document);
            answer =
                    answer(asked.request(tasks))
                            .thenCompose(result -> written(asked, result, outcome));
        } catch (RuntimeException e) {
            // A document that cannot even be asked about: its own trouble, not the job's.
            outcome.complete(List.of(unanswerable(document, "a question", e)));
            return;
        }
        var unused =
                answer.whenComplete(
                        (result, failure) -> {
                            if (failure == null) {
                                outcome.complete(() -> List.of(answered(result)));
                            } else {
                                failed(document, failure, outcome);
                            }
                        });
    }

    /**
     * Flink's own clock, which also runs while a document waits: only a hang gets here, see {@link
     * Enrichment}. A document that waits for nothing but its written summary goes on without it.
     */
    @Override
    public void timeout(D document, ResultFuture<Outcome> outcome) {
        Unwritten waiting = unwritten.remove(outcome);
        if (waiting != null) {
            waiting.giveUp();
            return;
        }
        outcome.complete(
                () ->
                        List.of(
                                rejected(
                                        document,
                                        RejectReason.TIMED_OUT,
                                        "expected an answer within the operator's time-out, found none. The engine hangs"
                                                + " or is far too slow; see its queue in the metrics, then replay the"
                                                + " dead letter.",
                                        null)));
    }

    @Override
    public void close() {
        closing = true;
        if (gauges != null) {
            gauges.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    private AskedDocument asked(D document) {
        DocumentPassages passages = DocumentPassages.of(document);
        Language language = languages.of(document, passages).orElse(null);
        return new AskedDocument(
                document, passages, language, languages.unsupporting(language, tasks.all()));
    }

    /** The engine's answer, or an empty one at once if there is nothing to ask. */
    private CompletableFuture<InferenceResult> answer(InferenceRequest request) {
        return request.questions().isEmpty()
                ? CompletableFuture.completedFuture(NOTHING_ASKED)
                : engine.submit(request);
    }

    private CompletableFuture<Answered> written(
            AskedDocument asked, InferenceResult result, ResultFuture<Outcome> outcome) {
        CompletableFuture<Answered> answer = writing.write(asked, result);
        if (!answer.isDone()) {
            unwritten.put(outcome, new Unwritten(asked, result, answer));
            var unused = answer.whenComplete((done, failure) -> unwritten.remove(outcome));
        }
        return answer;
    }

    private Outcome answered(Answered answered) {
        Enriched enriched;
        try {
            enriched = redaction.redact(writing.with(answered));
        } catch (RuntimeException e) {
            // An answer that does not fit its document, such as an offset beyond the text: one
            // document's trouble.
            return unanswerable(answered.asked().document(), "an answer", e);
        }
        metrics.enriched(enriched);
        watch.accepted();
        return Outcome.of(enriched);
    }

    private Outcome unanswerable(Document document, String what, RuntimeException fault) {
        return rejected(
                document,
                RejectReason.MODEL_FAILED,
                "expected " + what + " that fits the document, found a fault: " + fault,
                fault);
    }

    private void failed(Document document, Throwable failure, ResultFuture<Outcome> outcome) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (!(cause instanceof InferenceException inference)) {
            if (!closing && cause instanceof RuntimeException fault) {
                outcome.complete(() -> List.of(unanswerable(document, "an answer", fault)));
            } else if (!closing) {
                outcome.completeExceptionally(cause);
            }
            return;
        }
        switch (inference.kind()) {
            case MODEL_FAILED -> complete(document, RejectReason.MODEL_FAILED, inference, outcome);
            case TIMED_OUT -> complete(document, RejectReason.TIMED_OUT, inference, outcome);
            case CLOSED -> {
                if (!closing) {
                    // Not this operator's doing: the job restarts and asks again.
                    outcome.completeExceptionally(inference);
                }
            }
        }
    }

    private void complete(
            Document document,
            RejectReason reason,
            InferenceException cause,
            ResultFuture<Outcome> outcome) {
        outcome.complete(() -> List.of(rejected(document, reason, cause.getMessage(), cause)));
    }

    /** A document whose summary is being written; everything else about it is known. */
    private record Unwritten(
            AskedDocument asked, InferenceResult result, CompletableFuture<Answered> answer) {
        /** Answers without what is being written, which stops. */
        void giveUp() {
            answer.complete(WrittenSummaries.unwritten(asked, result));
        }
    }

    private Outcome rejected(
            Document document, RejectReason reason, String message, Throwable cause) {
        metrics.rejected(reason);
        watch.rejected();
        Throwable root = cause == null || cause.getCause() == null ? cause : cause.getCause();
        return Outcome.of(
                new Reject(
                        document.origin(),
                        Stage.INFERENCE,
                        reason,
                        root == null ? null : root.getClass().getName(),
                        reason + " " + document.origin().place() + ": " + message));
    }
}
