package io.runnel.jobs.kafka;

import io.runnel.jobs.DocumentSource;
import io.runnel.jobs.Parsed;
import io.runnel.schemas.document.Document;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A source whose documents fail the job once, behind a checkpoint: what came before is committed,
 * and what came after has to come again.
 */
record FailOnce<D extends Document>(DocumentSource<D> source, Class<D> type)
        implements DocumentSource<D> {
    /** The tests' cluster lives in this JVM, so one flag is all that a failure has to remember. */
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    /** Allows the next failure. */
    static void arm() {
        FAILED.set(false);
    }

    static boolean hasFailed() {
        return FAILED.get();
    }

    @Override
    public Parsed<D> readFrom(StreamExecutionEnvironment env) {
        Parsed<D> parsed = source.readFrom(env);
        DataStream<D> failing =
                parsed.documents()
                        .map(new Failing<>(), TypeInformation.of(type))
                        .uid("fail-once")
                        .name("Fail once");
        return new Parsed<>(failing, parsed.rejects());
    }

    private static final class Failing<D> implements MapFunction<D, D>, CheckpointListener {
        private static final long serialVersionUID = 1L;
        private static final int BEHIND_THE_CHECKPOINT = 300;

        private transient boolean checkpointed;
        private transient int seen;

        @Override
        public D map(D document) {
            if (checkpointed
                    && ++seen > BEHIND_THE_CHECKPOINT
                    && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("The test wants the job to fail here.");
            }
            return document;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            checkpointed = true;
        }
    }
}
