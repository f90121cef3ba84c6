package io.runnel.benchmarks.peers;

/** Answers pieces one by one. Thread-safe. */
interface Answerer extends AutoCloseable {
    Answered answer(Piece piece);

    @Override
    void close();
}
