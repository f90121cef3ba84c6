package io.runnel.flink;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Outcome;
import io.runnel.schemas.privacy.PrivacySettings;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Enriches every document of a stream with four model results; what fails comes out as a reject.
 *
 * <pre>{@code
 * EnrichedStreams enriched = Enrichment.of(settings).waiting(waiting).apply(DocumentType.TICKET, tickets);
 * }</pre>
 *
 * <p>Operators are called {@code enrich-<type>} and {@code part-<type>}, which is also their uid:
 * state of an older job is found again.
 */
public final class Enrichment {
    private final EnrichmentSettings settings;
    private final WaitingSettings waiting;
    private final PrivacySettings privacy;
    private final RejectLimit limit;
    private final EngineProvider engine;

    private Enrichment(
            EnrichmentSettings settings,
            WaitingSettings waiting,
            PrivacySettings privacy,
            RejectLimit limit,
            EngineProvider engine) {
        this.settings = settings;
        this.waiting = waiting;
        this.privacy = privacy;
        this.limit = limit;
        this.engine = engine;
    }

    /**
     * With the default way of waiting, all data as it is, any number of rejects, and the process's
     * engine.
     */
    public static Enrichment of(EnrichmentSettings settings) {
        return new Enrichment(
                settings,
                WaitingSettings.defaults(),
                PrivacySettings.none(),
                RejectLimit.none(),
                EngineProvider.OF_PROCESS);
    }

    public Enrichment waiting(WaitingSettings other) {
        return new Enrichment(settings, other, privacy, limit, engine);
    }

    /**
     * Takes personal data out of every enriched record. Rejects keep their original bytes: whoever
     * writes them down redacts them.
     */
    public Enrichment redacting(PrivacySettings other) {
        return new Enrichment(settings, waiting, other, limit, engine);
    }

    /** Pauses or fails where more than this becomes rejects. */
    public Enrichment limiting(RejectLimit other) {
        return new Enrichment(settings, waiting, privacy, other, engine);
    }

    /** Another engine than the process's own, for tests. */
    public Enrichment answeredBy(EngineProvider other) {
        return new Enrichment(settings, waiting, privacy, limit, other);
    }

    public <D extends Document> EnrichedStreams apply(DocumentType type, DataStream<D> documents) {
        EnrichFunction<D> function = new EnrichFunction<>(type, settings, privacy, limit, engine);
        SingleOutputStreamOperator<Outcome> outcomes =
                named(wait(documents, function), "enrich-" + type.label())
                        .setDescription(
                                "Classification, sentiment, entities and summary of each "
                                        + type.label());
        SingleOutputStreamOperator<Enriched> records =
                named(outcomes.process(new PartOutcomes()), "part-" + type.label())
                        .setDescription("Enriched records go on, rejects go to the dead letters");
        return new EnrichedStreams(records, records.getSideOutput(PartOutcomes.REJECTS));
    }

    private <D extends Document> SingleOutputStreamOperator<Outcome> wait(
            DataStream<D> documents, EnrichFunction<D> function) {
        long millis = waiting.hangGuard().toMillis();
        SingleOutputStreamOperator<Outcome> outcomes =
                switch (waiting.order()) {
                    case UNORDERED ->
                            AsyncDataStream.unorderedWait(
                                    documents,
                                    function,
                                    millis,
                                    TimeUnit.MILLISECONDS,
                                    waiting.capacity());
                    case ORDERED ->
                            AsyncDataStream.orderedWait(
                                    documents,
                                    function,
                                    millis,
                                    TimeUnit.MILLISECONDS,
                                    waiting.capacity());
                };
        return outcomes.returns(TypeInformation.of(Outcome.class));
    }

    private static <T> SingleOutputStreamOperator<T> named(
            SingleOutputStreamOperator<T> operator, String name) {
        return operator.uid(name).name(name);
    }
}
