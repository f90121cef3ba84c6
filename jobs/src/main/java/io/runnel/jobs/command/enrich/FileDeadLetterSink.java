package io.runnel.jobs.command.enrich;

import io.runnel.jobs.DeadLetterSink;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.privacy.PrivacySettings;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Rejects as lines of JSON. */
record FileDeadLetterSink(Path file, PrivacySettings privacy) implements DeadLetterSink {
    @Override
    public void write(DataStream<Reject> rejects) {
        rejects.map(new RejectLines(privacy), PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .uid("lines-of-rejects")
                .name("Lines of rejects")
                .sinkTo(new LineSink(file))
                .setParallelism(1)
                .uid("write-rejects")
                .name("Write rejects");
    }
}
