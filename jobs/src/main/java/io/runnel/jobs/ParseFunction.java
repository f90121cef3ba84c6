package io.runnel.jobs;

import io.runnel.flink.RejectLimit;
import io.runnel.flink.RejectWatch;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Raw records to documents; what is none leaves as a reject. Kafka and the bounded run of a file
 * share it.
 */
public final class ParseFunction<D extends Document> extends ProcessFunction<Origin, D> {
    private static final long serialVersionUID = 1L;

    static final OutputTag<Reject> REJECTS =
            new OutputTag<>("parse-rejects", TypeInformation.of(Reject.class));

    /** The reasons of every codec: whatever does not belong to a later stage. */
    private static final Set<RejectReason> REASONS =
            EnumSet.complementOf(
                    EnumSet.of(
                            RejectReason.MODEL_FAILED,
                            RejectReason.TIMED_OUT,
                            RejectReason.RECORD_TOO_LARGE));

    private final DocumentType type;
    private final DocumentCodec<D> codec;
    private final RejectLimit limit;
    private transient RejectCounters counters;
    private transient RejectWatch watch;
    private transient StageTime time;

    ParseFunction(DocumentType type, DocumentCodec<D> codec, RejectLimit limit) {
        this.type = type;
        this.codec = codec;
        this.limit = limit;
    }

    /**
     * Adds the operator {@code parse} behind a stream of raw records.
     *
     * @param type what counters of rejects are labelled with
     * @param document the concrete record that the codec reads
     * @param limit of rejects among what is read
     */
    public static <D extends Document> Parsed<D> parse(
            DataStream<Origin> raw,
            DocumentType type,
            DocumentCodec<D> codec,
            Class<D> document,
            RejectLimit limit) {
        SingleOutputStreamOperator<D> documents =
                raw.process(new ParseFunction<>(type, codec, limit), TypeInformation.of(document))
                        .uid("parse")
                        .name("Parse documents")
                        .setDescription(
                                "Bytes to "
                                        + document.getSimpleName()
                                        + ", or a reject that says why");
        return new Parsed<>(documents, documents.getSideOutput(REJECTS));
    }

    @Override
    public void open(OpenContext context) {
        counters = new RejectCounters(getRuntimeContext().getMetricGroup(), type, REASONS);
        watch = RejectWatch.of(limit, getRuntimeContext().getMetricGroup(), type);
        time = StageTime.shown(getRuntimeContext().getMetricGroup(), type, "decodeMillis");
    }

    @Override
    public void processElement(Origin origin, Context context, Collector<D> out)
            throws InterruptedException {
        watch.beforeNext();
        Decoded<D> decoded = time.spentOn(() -> codec.decode(origin));
        if (decoded instanceof Decoded.Read<D> read) {
            watch.accepted();
            out.collect(read.document());
        } else if (decoded instanceof Decoded.Refused<D> refused) {
            watch.rejected();
            counters.count(refused.reject());
            context.output(REJECTS, refused.reject());
        }
    }
}
