package io.runnel.benchmarks.corpus;

import io.runnel.schemas.codec.AvroDocumentCodec;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.util.List;
import java.util.Optional;

/**
 * A document of the corpus, as jobs read it.
 *
 * @param json the record's value; shared, nobody may write into it
 */
@SuppressWarnings("ArrayRecordComponent") // handed to producers as they are, never compared
public record CorpusDocument(Document document, byte[] json) {
    /** The document in these bytes, or nothing where a job would reject them. */
    static Optional<CorpusDocument> read(DocumentType type, byte[] json) {
        Origin origin = new Origin(type.topic(), 0, 0, 0, null, List.of(), json);
        if (JsonDocumentCodec.of(type).decode(origin) instanceof Decoded.Read<?> read) {
            return Optional.of(new CorpusDocument(read.document(), json));
        }
        return Optional.empty();
    }

    /** A document that was made here. */
    static CorpusDocument of(Document made) {
        byte[] json =
                switch (made.type()) {
                    case TICKET -> JsonDocumentCodec.tickets().encode((Ticket) made);
                    case TRANSCRIPT -> JsonDocumentCodec.transcripts().encode((Transcript) made);
                    case INVOICE -> JsonDocumentCodec.invoices().encode((Invoice) made);
                };
        return read(made.type(), json)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "A document was made that no job would read: "
                                                + made.id()));
    }

    public DocumentType type() {
        return document.type();
    }

    /** The same document as an Avro record. */
    public byte[] avro() {
        return switch (type()) {
            case TICKET -> encode(AvroDocumentCodec.tickets(), (Ticket) document);
            case TRANSCRIPT -> encode(AvroDocumentCodec.transcripts(), (Transcript) document);
            case INVOICE -> encode(AvroDocumentCodec.invoices(), (Invoice) document);
        };
    }

    private static <D extends Document> byte[] encode(DocumentCodec<D> codec, D made) {
        return codec.encode(made);
    }
}
