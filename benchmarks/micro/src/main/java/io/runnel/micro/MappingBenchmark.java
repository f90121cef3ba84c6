package io.runnel.micro;

import io.runnel.benchmarks.corpus.CorpusDocument;
import io.runnel.jobs.command.JobArguments;
import io.runnel.schemas.codec.ConfluentAvroDocumentCodec;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.codec.DocumentFields;
import io.runnel.schemas.codec.DocumentMapping;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

/**
 * What a mapping costs: the same records' bytes to documents, as Runnel's own shape and through a
 * mapping that says of each field that it stands where it stands.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class MappingBenchmark {
    /** Two bytes that mark Avro's single-object encoding, and eight of fingerprint. */
    private static final int SINGLE_OBJECT_LEAD = 10;

    @Param({"TICKET", "TRANSCRIPT", "INVOICE"})
    private DocumentType type;

    private final List<Origin> json = new ArrayList<>();
    private final List<Origin> avro = new ArrayList<>();
    private DocumentCodec<? extends Document> ownJson;
    private DocumentCodec<? extends Document> mappedJson;
    private DocumentCodec<? extends Document> ownAvro;
    private DocumentCodec<? extends Document> mappedAvro;
    private OneSchemaRegistry registry;
    private int next;

    @Setup
    public void encode() throws IOException {
        registry = OneSchemaRegistry.of(type);
        DocumentMapping mapping = eachFieldFromItsOwnPlace();
        ConfluentAvroDocumentCodec<? extends Document> confluent = confluent();
        ownJson = JsonDocumentCodec.of(type);
        mappedJson = JsonDocumentCodec.of(type).mapped(mapping);
        ownAvro = confluent;
        mappedAvro = confluent.mapped(mapping);
        for (CorpusDocument document : Material.corpus().of(type)) {
            json.add(new Origin(type.topic(), 0, 0, 0, null, List.of(), document.json()));
            avro.add(withSchemaInHeader(document.avro()));
        }
        requireDocuments(mappedJson, json);
        requireDocuments(ownAvro, avro);
        requireDocuments(mappedAvro, avro);
    }

    @TearDown
    public void stop() {
        registry.close();
    }

    @Benchmark
    public Decoded<?> ownJson() {
        return ownJson.decode(json.get(next++ % json.size()));
    }

    @Benchmark
    public Decoded<?> mappedJson() {
        return mappedJson.decode(json.get(next++ % json.size()));
    }

    @Benchmark
    public Decoded<?> ownAvro() {
        return ownAvro.decode(avro.get(next++ % avro.size()));
    }

    @Benchmark
    public Decoded<?> mappedAvro() {
        return mappedAvro.decode(avro.get(next++ % avro.size()));
    }

    /** Read from options, as a job's. */
    private DocumentMapping eachFieldFromItsOwnPlace() {
        DocumentFields fields = DocumentFields.of(type);
        List<String> keys = new ArrayList<>();
        fields.single().forEach(name -> keys.addAll(List.of("--mapping." + name, "/" + name)));
        fields.lists()
                .forEach(name -> keys.addAll(List.of("--mapping." + name, "/" + name + "/*")));
        fields.rows()
                .forEach(
                        (rows, names) -> {
                            keys.addAll(List.of("--mapping." + rows + ".each", "/" + rows));
                            for (String name : names) {
                                keys.add("--mapping." + rows + "." + name);
                                keys.add("/" + name);
                            }
                        });
        return JobArguments.bounded(type, null, keys).settings().mapping();
    }

    private ConfluentAvroDocumentCodec<? extends Document> confluent() {
        RegistrySettings settings = registry.settings();
        return switch (type) {
            case TICKET -> ConfluentAvroDocumentCodec.tickets(settings, "documents");
            case TRANSCRIPT -> ConfluentAvroDocumentCodec.transcripts(settings, "documents");
            case INVOICE -> ConfluentAvroDocumentCodec.invoices(settings, "documents");
        };
    }

    /** A mapping that rejects is quick, and measures nothing. */
    private static void requireDocuments(
            DocumentCodec<? extends Document> codec, List<Origin> records) {
        for (Origin record : records) {
            if (codec.decode(record) instanceof Decoded.Refused<?> refused) {
                throw new IllegalStateException(refused.reject().message());
            }
        }
    }

    private Origin withSchemaInHeader(byte[] singleObject) {
        byte[] plain = Arrays.copyOfRange(singleObject, SINGLE_OBJECT_LEAD, singleObject.length);
        Header schema = new Header(SchemaId.VALUE_HEADER, OneSchemaRegistry.ID.bytes());
        return new Origin(type.topic(), 0, 0, 0, null, List.of(schema), plain);
    }
}
