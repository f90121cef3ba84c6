package io.runnel.benchmarks.peers;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Answers record by record on the task's own thread: load in {@code open}, call in {@code map}. */
final class AnswerMap extends RichMapFunction<Piece, Answered> {
    private static final long serialVersionUID = 1L;

    private final AnswererSource source;
    private transient Answerer answerer;

    AnswerMap(AnswererSource source) {
        this.source = source;
    }

    @Override
    public void open(OpenContext context) {
        answerer = source.open();
    }

    @Override
    public Answered map(Piece piece) {
        return answerer.answer(piece);
    }

    @Override
    public void close() {
        if (answerer != null) {
            answerer.close();
        }
    }
}
