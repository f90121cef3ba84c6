package io.runnel.micro;

import io.runnel.benchmarks.corpus.CorpusDocument;
import io.runnel.schemas.codec.AvroDocumentCodec;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
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
import org.openjdk.jmh.annotations.Warmup;

/** A record's bytes to a document. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CodecBenchmark {
    @Param({"TICKET", "TRANSCRIPT", "INVOICE"})
    private DocumentType type;

    private final List<Origin> json = new ArrayList<>();
    private final List<Origin> avro = new ArrayList<>();
    private DocumentCodec<? extends Document> jsonCodec;
    private DocumentCodec<? extends Document> avroCodec;
    private int next;

    @Setup
    public void encode() {
        for (CorpusDocument document : Material.corpus().of(type)) {
            json.add(origin(document.json()));
            avro.add(origin(document.avro()));
        }
        jsonCodec = JsonDocumentCodec.of(type);
        avroCodec = AvroDocumentCodec.of(type);
    }

    @Benchmark
    public Decoded<?> decodeJson() {
        return jsonCodec.decode(json.get(next++ % json.size()));
    }

    @Benchmark
    public Decoded<?> decodeAvro() {
        return avroCodec.decode(avro.get(next++ % avro.size()));
    }

    private Origin origin(byte[] value) {
        return new Origin(type.topic(), 0, 0, 0, null, List.of(), value);
    }
}
