package io.runnel.micro;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.inference.batch.BatchQueue;
import io.runnel.inference.batch.Line;
import io.runnel.inference.batch.QueuedChunk;
import io.runnel.inference.batch.RowLengths;
import io.runnel.inference.batch.TokenBudget;
import io.runnel.inference.token.TokenizedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A queue of 400 tickets: each operation offers one document and takes a batch when there are 400.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class BatchQueueBenchmark {
    private static final int WAITING = 400;

    private final List<List<QueuedChunk<Object>>> documents = new ArrayList<>();
    private BatchQueue<Object> queue;
    private Line<Object> line;
    private int next;

    @Setup
    public void fill() {
        PreparedCorpus corpus = Material.prepared();
        int maxTokens = corpus.model().card().maxTokens();
        corpus.of(Part.TICKETS)
                .forEach(
                        document -> {
                            List<QueuedChunk<Object>> chunks = new ArrayList<>();
                            for (TokenizedChunk row : document.rows()) {
                                QueuedChunk.Lane lane =
                                        new QueuedChunk.Lane(
                                                corpus.model().digest(),
                                                RowLengths.padded(row.length(), maxTokens));
                                chunks.add(new QueuedChunk<>(lane, row, this, 0));
                            }
                            documents.add(chunks);
                        });
        queue = new BatchQueue<>(new TokenBudget(512));
        line = queue.openLine();
    }

    @Benchmark
    public int offerAndTake() throws InterruptedException {
        queue.offer(line, documents.get(next++ % documents.size()));
        return queue.size() < WAITING ? 0 : queue.take().size();
    }
}
