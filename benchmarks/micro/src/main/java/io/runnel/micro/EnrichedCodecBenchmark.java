package io.runnel.micro;

import io.runnel.benchmarks.corpus.CorpusDocument;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.command.Terminal;
import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Warmup;

/** An enriched record to its bytes; the records are real answers to the corpus. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EnrichedCodecBenchmark {
    @Param({"TICKET", "TRANSCRIPT", "INVOICE"})
    private DocumentType type;

    private final EnrichedCodec json = new JsonEnrichedCodec();
    private final EnrichedCodec avro = new AvroEnrichedCodec();
    private List<Enriched> records;
    private int next;

    @Setup
    public void enrich() throws IOException {
        Path folder = Files.createTempDirectory("runnel-micro");
        Path input = folder.resolve("documents.jsonl");
        Path output = folder.resolve("enriched.jsonl");
        Path rejects = folder.resolve("rejects.jsonl");
        ByteArrayOutputStream documents = new ByteArrayOutputStream();
        for (CorpusDocument document : Material.corpus().of(type)) {
            documents.writeBytes(document.json());
            documents.write('\n');
        }
        Files.write(input, documents.toByteArray());
        int exitCode =
                Runnel.run(
                        Terminal.ofProcess(),
                        Interruption.manual(),
                        "enrich",
                        "--type=" + type.label(),
                        "--input=" + input,
                        "--output=" + output,
                        "--rejects=" + rejects);
        if (exitCode != 0) {
            throw new IllegalStateException("The corpus is not enriched; the log says why.");
        }
        records =
                Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                        .map(line -> json.decode(line.getBytes(StandardCharsets.UTF_8)))
                        .toList();
        for (Path written : List.of(input, output, rejects, folder)) {
            Files.deleteIfExists(written);
        }
    }

    @Benchmark
    public byte[] encodeJson() {
        return json.encode(records.get(next++ % records.size()));
    }

    @Benchmark
    public byte[] encodeAvro() {
        return avro.encode(records.get(next++ % records.size()));
    }
}
