package io.runnel.benchmarks.peers;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;

/** How to get an answerer, as it travels to a task. */
sealed interface AnswererSource extends Serializable {
    /** Loads what is needed. */
    Answerer open();

    /** What is set, for the report. */
    Map<String, Object> settings();

    /**
     * An fp32 session a task, loaded anew by each who opens it.
     *
     * @param models folder with a model folder a task
     * @param intraOpThreads of each session
     */
    record FourModels(String models, int intraOpThreads) implements AnswererSource {
        @Override
        public Answerer open() {
            return FourSessions.open(Path.of(models), intraOpThreads);
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of(
                    "engine",
                    "ONNX Runtime in a Flink function",
                    "models",
                    4,
                    "precision",
                    "fp32",
                    "intra_op_threads",
                    intraOpThreads);
        }
    }

    /**
     * Our own pack in our own engine, asked for one record at a time. The process has one engine.
     *
     * @param pack its folder, {@code …/<name>/<version>}
     */
    record OwnPack(String pack, int workers) implements AnswererSource {
        @Override
        public Answerer open() {
            return OwnPackAnswerer.open(Path.of(pack), workers);
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of(
                    "engine",
                    "Runnel's engine, one record at a time",
                    "models",
                    1,
                    "precision",
                    "as the pack says",
                    "engine_workers",
                    workers,
                    "intra_op_threads",
                    1);
        }
    }
}
