package io.runnel.micro;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.batch.RowLengths;
import io.runnel.inference.onnx.ModelHandle;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.task.ChunkLogits;
import io.runnel.inference.task.DocumentLogits;
import io.runnel.inference.task.Entities;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.TaskReader;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The logits of a ticket, as the shipped pack gives them, to its entities. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EntityDecodingBenchmark {
    private static final int TICKETS = 100;

    private final List<DocumentLogits> documents = new ArrayList<>();
    private final List<List<Integer>> asked = new ArrayList<>();
    private Tokenizer tokenizer;
    private TaskReader<Entities> reader;
    private int next;

    @Setup
    public void runTheModel() throws ModelRunException {
        PreparedCorpus corpus = Material.prepared();
        tokenizer = Tokenizer.open(corpus.model().tokenizer());
        ModelRegistry registry = new ModelRegistry(Thread::new);
        try (ModelHandle model = registry.acquire(corpus.model(), new SessionPlan(1))) {
            for (PreparedDocument ticket : corpus.of(Part.TICKETS).subList(0, TICKETS)) {
                for (Question question : ticket.request().questions()) {
                    if (question.task() instanceof RecognizeEntities entities) {
                        reader =
                                entities.reader(
                                        model.card().head(entities.head()).orElseThrow(),
                                        model.card(),
                                        tokenizer);
                        documents.add(logits(ticket, model));
                        asked.add(question.passages());
                    }
                }
            }
        } finally {
            registry.close();
        }
    }

    @TearDown
    public void close() {
        tokenizer.close();
    }

    @Benchmark
    public Entities decode() {
        int document = next++ % documents.size();
        return reader.read(documents.get(document), asked.get(document));
    }

    private DocumentLogits logits(PreparedDocument ticket, ModelHandle model)
            throws ModelRunException {
        List<TokenizedPassage> passages =
                ticket.request().passages().stream()
                        .map(Passage::text)
                        .map(tokenizer::tokenize)
                        .toList();
        List<ChunkLogits> chunks = new ArrayList<>();
        for (TokenizedChunk row : ticket.rows()) {
            int length = RowLengths.padded(row.length(), model.card().maxTokens());
            chunks.add(
                    new ChunkLogits(
                            row,
                            model.run(
                                            new Batch(length, List.of(row)),
                                            reader.heads(),
                                            Duration.ofMinutes(1))
                                    .row(0)));
        }
        return new DocumentLogits(passages, chunks);
    }
}
