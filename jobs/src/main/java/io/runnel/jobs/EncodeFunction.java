package io.runnel.jobs;

import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import io.runnel.schemas.registry.SchemaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Enriched records to bytes, with the key, headers and time of their input, and the header of their
 * generation; the header that names the schema of the value is the output's own. What is larger
 * than the output takes leaves through {@link #REJECTS}.
 *
 * <p>Encoding stands before the sink and not in its serializer, because a sink can only fail the
 * job: Kafka's producer refuses a large record with an exception, and the restarted job would meet
 * the same record again.
 */
public final class EncodeFunction extends ProcessFunction<Enriched, EncodedRecord> {
    private static final long serialVersionUID = 1L;

    /** The records that are too large, as rejects of stage {@code ENCODE}. */
    public static final OutputTag<Reject> REJECTS =
            new OutputTag<>("encode-rejects", TypeInformation.of(Reject.class));

    private final DocumentType type;
    private final EnrichedCodec codec;
    private final long maxRecordBytes;
    private transient RejectCounters counters;
    private transient StageTime time;

    EncodeFunction(DocumentType type, EnrichedCodec codec, long maxRecordBytes) {
        this.type = type;
        this.codec = codec;
        this.maxRecordBytes = maxRecordBytes;
    }

    /**
     * Adds the operator {@code encode} behind a stream of enriched records.
     *
     * @param type what the counter of rejects is labelled with
     * @param maxRecordBytes most bytes of a record with its key and headers; {@code Long.MAX_VALUE}
     *     for an output without limit
     */
    public static SingleOutputStreamOperator<EncodedRecord> encode(
            DataStream<Enriched> enriched,
            DocumentType type,
            EnrichedCodec codec,
            long maxRecordBytes) {
        return enriched.process(
                        new EncodeFunction(type, codec, maxRecordBytes),
                        TypeInformation.of(EncodedRecord.class))
                .uid("encode")
                .name("Encode enriched records")
                .setDescription("Enriched records to bytes; too large ones are rejects");
    }

    @Override
    public void open(OpenContext context) {
        counters =
                new RejectCounters(
                        getRuntimeContext().getMetricGroup(),
                        type,
                        Set.of(RejectReason.RECORD_TOO_LARGE));
        time = StageTime.shown(getRuntimeContext().getMetricGroup(), type, "encodeMillis");
    }

    @Override
    public void processElement(Enriched enriched, Context context, Collector<EncodedRecord> out) {
        Origin origin = enriched.document().origin();
        EncodedRecord encoded =
                new EncodedRecord(
                        origin.key(),
                        headers(enriched),
                        origin.timestamp() < 0 ? null : origin.timestamp(),
                        time.spentOn(() -> codec.encode(enriched)));
        if (encoded.maxBytes() <= maxRecordBytes) {
            out.collect(encoded);
            return;
        }
        Reject reject = tooLarge(enriched, encoded);
        counters.count(reject);
        context.output(REJECTS, reject);
    }

    /** Those of the input, with the generation; the input's schema is not the output's. */
    private List<Header> headers(Enriched enriched) {
        List<Header> headers =
                new ArrayList<>(
                        GenerationHeader.behind(
                                enriched.document().origin().headers(), enriched.generation()));
        headers.removeIf(header -> header.name().equals(SchemaId.VALUE_HEADER));
        codec.schemaHeader().ifPresent(headers::add);
        return headers;
    }

    private Reject tooLarge(Enriched enriched, EncodedRecord encoded) {
        return new Reject(
                enriched.document().origin(),
                Stage.ENCODE,
                RejectReason.RECORD_TOO_LARGE,
                null,
                String.format(
                        "%s %s: expected at most %,d bytes, found a record for %s '%s' that takes"
                                + " up to %,d with its key and headers. Raise"
                                + " kafka.sink.max-record-bytes and the topic's max.message.bytes, or"
                                + " send smaller documents.",
                        RejectReason.RECORD_TOO_LARGE,
                        enriched.document().origin().place(),
                        maxRecordBytes,
                        enriched.document().type().label(),
                        enriched.document().id(),
                        encoded.maxBytes()));
    }
}
