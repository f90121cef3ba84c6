package io.runnel.micro;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Texts to tokens, with their places in the text and their sentences; a passage at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class TokenizerBenchmark {
    @Param({"TICKETS", "TRANSCRIPTS"})
    private Part part;

    private final List<String> texts = new ArrayList<>();
    private Tokenizer tokenizer;
    private int next;

    @Setup
    public void open() {
        PreparedCorpus corpus = Material.prepared();
        corpus.of(part)
                .forEach(
                        document ->
                                document.request().passages().stream()
                                        .map(Passage::text)
                                        .forEach(texts::add));
        tokenizer = Tokenizer.open(corpus.model().tokenizer());
    }

    @TearDown
    public void close() {
        tokenizer.close();
    }

    @Benchmark
    public TokenizedPassage tokenize() {
        return tokenizer.tokenize(texts.get(next++ % texts.size()));
    }
}
