package io.runnel.jobs.command.enrich;

import io.runnel.jobs.EncodeFunction;
import io.runnel.jobs.EncodedRecord;
import io.runnel.jobs.EnrichedSink;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Reject;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Enriched records as lines of JSON; none is too large for a file. */
record FileEnrichedSink(DocumentType type, Path file) implements EnrichedSink {
    @Override
    public DataStream<Reject> write(DataStream<Enriched> enriched) {
        SingleOutputStreamOperator<EncodedRecord> records =
                EncodeFunction.encode(enriched, type, new JsonEnrichedCodec(), Long.MAX_VALUE);
        records.map(EncodedRecord::value, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .uid("lines-of-enriched")
                .name("Lines of enriched records")
                .sinkTo(new LineSink(file))
                .setParallelism(1)
                .uid("write-enriched")
                .name("Write enriched records");
        return records.getSideOutput(EncodeFunction.REJECTS);
    }
}
