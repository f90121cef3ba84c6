package io.runnel.benchmarks.peers;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The ways of answering inside a Flink job that the pipeline is compared with. */
public enum FlinkWay {
    /** A session a task, called record by record in a map, as many subtasks as CPUs. */
    FLINK_MAP,
    /** The same sessions behind Flink's asynchronous operator, as many threads as CPUs. */
    FLINK_ASYNC,
    /** Our own pack, record by record in a map, as many subtasks as CPUs. */
    FLINK_OWN_PACK;

    /** The page on asynchronous I/O takes this capacity in its example. */
    private static final int CAPACITY = 100;

    private static final long TIMEOUT_MINUTES = 10;

    /** Its name in reports and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The way of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static FlinkWay named(String label) {
        for (FlinkWay way : values()) {
            if (way.label().equals(label)) {
                return way;
            }
        }
        throw new IllegalArgumentException(
                "--way "
                        + label
                        + " is unknown; expected flink-map, flink-async or flink-own-pack.");
    }

    /** Every run takes one thread, so that the CPUs are shared by records and not by operators. */
    AnswererSource source(PeerOptions options) {
        return switch (this) {
            case FLINK_MAP, FLINK_ASYNC ->
                    new AnswererSource.FourModels(options.models().toString(), 1);
            case FLINK_OWN_PACK ->
                    new AnswererSource.OwnPack(options.pack().toString(), options.threads());
        };
    }

    int parallelism(int threads) {
        return this == FLINK_ASYNC ? 1 : threads;
    }

    /** Lets the pieces be answered. */
    SingleOutputStreamOperator<Answered> answer(DataStream<Piece> pieces, PeerOptions options) {
        AnswererSource source = source(options);
        return switch (this) {
            case FLINK_MAP, FLINK_OWN_PACK -> pieces.map(new AnswerMap(source));
            case FLINK_ASYNC ->
                    AsyncDataStream.unorderedWait(
                            pieces,
                            new AnswerAsync(source, options.threads()),
                            TIMEOUT_MINUTES,
                            TimeUnit.MINUTES,
                            CAPACITY);
        };
    }
}
