package io.runnel.dashboard.store;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Appends documents to their three tables: quick, and part of the open transaction. */
final class DocumentAppender implements AutoCloseable {
    private final DuckDBAppender documents;
    private final DuckDBAppender records;
    private final DuckDBAppender entities;

    DocumentAppender(DuckDBConnection connection) throws SQLException {
        this.documents = connection.createAppender("documents");
        this.records = connection.createAppender("records");
        this.entities = connection.createAppender("entities");
    }

    void add(long seq, IncomingDocument incoming) throws SQLException {
        addDocument(seq, incoming);
        records.beginRow().append(seq).append(incoming.json()).endRow();
        Enriched enriched = incoming.enriched();
        Set<String> named = new HashSet<>();
        for (Entity entity : enriched.entities()) {
            addEntity(seq, enriched.document(), entity);
            // Counted by this, documents that name something need no DISTINCT over millions of
            // rows.
            entities.append(named.add(entity.entityGroup() + "\n" + EntityName.key(entity.text())));
            entities.endRow();
        }
    }

    private void addDocument(long seq, IncomingDocument incoming) throws SQLException {
        Enriched enriched = incoming.enriched();
        Document document = enriched.document();
        documents.beginRow();
        documents.append(seq).append(incoming.key().hash());
        documents.append(document.type().label()).append(document.id());
        documents.appendEpochMicros(StoredTime.micros(document.origin().timestamp()));
        documents.append(incoming.place().topic());
        documents.append(incoming.place().partition()).append(incoming.place().offset());
        documents.appendEpochMicros(StoredTime.micros(incoming.writtenAt()));
        documents.append(document.origin().topic());
        documents.append(document.origin().partition()).append(document.origin().offset());
        documents.append(enriched.generation());
        addAnswer(enriched.classification().label(), enriched.classification().score());
        addAnswer(enriched.sentiment().label(), enriched.sentiment().score());
        documents.append(enriched.language() == null ? null : enriched.language().code());
        documents.append(DocumentTexts.title(document));
        documents.append(enriched.summary().summaryText());
        addInvoice(document);
        documents.append(channel(document));
        documents.append(enriched.entities().size());
        documents.append(enriched.processing().tokens()).append(enriched.processing().chunks());
        documents.append(enriched.processing().truncated());
        documents.append(enriched.processing().cacheHit());
        documents.append(enriched.processing().queueMs());
        documents.append(enriched.processing().modelMs());
        documents.append(enriched.processing().totalMs());
        documents.endRow();
    }

    private void addAnswer(String label, double score) throws SQLException {
        documents.append(label);
        if (label == null) {
            documents.appendNull();
        } else {
            documents.append(score);
        }
    }

    private void addInvoice(Document document) throws SQLException {
        if (document instanceof Invoice invoice) {
            documents.append(invoice.vendor()).append(invoice.currency());
            var amount = Money.amount(invoice.total());
            if (amount.isPresent()) {
                documents.append(amount.getAsDouble());
            } else {
                documents.appendNull();
            }
        } else {
            documents.appendNull().appendNull().appendNull();
        }
    }

    private static String channel(Document document) {
        if (document instanceof Ticket ticket) {
            return ticket.channel();
        }
        return document instanceof Transcript transcript ? transcript.channel() : null;
    }

    /** All of the row but its last column. */
    private void addEntity(long seq, Document document, Entity entity) throws SQLException {
        entities.beginRow();
        entities.append(seq).append(document.type().label()).append(document.id());
        entities.appendEpochMicros(StoredTime.micros(document.origin().timestamp()));
        entities.append(entity.field()).append(entity.speaker()).append(entity.entityGroup());
        entities.append(EntityName.shown(entity.text())).append(EntityName.key(entity.text()));
        entities.append(entity.text()).append(entity.score());
        entities.append(entity.start()).append(entity.end());
    }

    /** Writes what is left in memory. */
    @Override
    public void close() throws SQLException {
        documents.close();
        records.close();
        entities.close();
    }
}
