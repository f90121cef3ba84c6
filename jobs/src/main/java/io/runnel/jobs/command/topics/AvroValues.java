package io.runnel.jobs.command.topics;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.kafka.RecordOrigin;
import io.runnel.schemas.codec.ConfluentAvroDocumentCodec;
import io.runnel.schemas.codec.ConfluentAvroEnrichedReader;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.Subject;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Avro in Confluent's wire format for people, who type and read JSON. */
final class AvroValues {
    private AvroValues() {}

    /** JSON of documents to Avro values. */
    interface Writer {
        /**
         * The value for a line.
         *
         * @throws CommandFailure if the line is no document
         */
        byte[] value(byte[] line);
    }

    /** Writes documents of this type with the subject of the topic. */
    static Writer writer(DocumentType type, RegistrySettings registry, String topic) {
        String subject = Subject.ofValues(topic);
        return switch (type) {
            case INVOICE ->
                    writer(
                            JsonDocumentCodec.invoices(),
                            ConfluentAvroDocumentCodec.invoices(registry, subject));
            case TRANSCRIPT ->
                    writer(
                            JsonDocumentCodec.transcripts(),
                            ConfluentAvroDocumentCodec.transcripts(registry, subject));
            case TICKET ->
                    writer(
                            JsonDocumentCodec.tickets(),
                            ConfluentAvroDocumentCodec.tickets(registry, subject));
        };
    }

    private static <D extends Document> Writer writer(
            JsonDocumentCodec<D> json, ConfluentAvroDocumentCodec<D> avro) {
        return line -> {
            Decoded<D> decoded = json.decode(new Origin("input", 0, 0, 0, null, List.of(), line));
            if (decoded instanceof Decoded.Read<D> read) {
                return avro.encode(read.document());
            }
            throw new CommandFailure(
                    "A line cannot be sent as Avro: "
                            + ((Decoded.Refused<D>) decoded).reject().message());
        };
    }

    /** Hands enriched records on as JSON, and what is none as it is. */
    static RecordPrinter reader(RecordPrinter printer, RegistrySettings registry) {
        ConfluentAvroEnrichedReader avro = new ConfluentAvroEnrichedReader(registry);
        return record -> printer.print(json(record, avro).orElse(record));
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> json(
            ConsumerRecord<byte[], byte[]> record, ConfluentAvroEnrichedReader avro) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            byte[] value =
                    new JsonEnrichedCodec()
                            .encode(avro.decode(record.value(), RecordOrigin.of(record).headers()));
            return Optional.of(
                    new ConsumerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            record.timestamp(),
                            TimestampType.CREATE_TIME,
                            record.serializedKeySize(),
                            value.length,
                            record.key(),
                            value,
                            record.headers(),
                            record.leaderEpoch()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
