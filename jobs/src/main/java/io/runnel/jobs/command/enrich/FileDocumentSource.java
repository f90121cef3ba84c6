package io.runnel.jobs.command.enrich;

import io.runnel.flink.RejectLimit;
import io.runnel.jobs.DocumentSource;
import io.runnel.jobs.ParseFunction;
import io.runnel.jobs.Parsed;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Documents of a file that has at least one record, to its end. */
record FileDocumentSource<D extends Document>(
        InputFile input, DocumentType type, DocumentCodec<D> codec, Class<D> document)
        implements DocumentSource<D> {
    @Override
    public Parsed<D> readFrom(StreamExecutionEnvironment env) {
        DataStream<Origin> raw =
                env.fromSource(
                                new DataGeneratorSource<>(
                                        new LineReader(input.path(), input.name()),
                                        input.records(),
                                        TypeInformation.of(Origin.class)),
                                WatermarkStrategy.noWatermarks(),
                                "Read " + input.name())
                        .setParallelism(1)
                        .uid("read");
        return ParseFunction.parse(raw.rebalance(), type, codec, document, RejectLimit.none());
    }
}
