package io.runnel.jobs.command.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.demo.Ledger.Outcome;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads all output topics and enters each committed outcome in the ledger. For one thread. */
final class OutcomeReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, DocumentType> enrichedTopics = new HashMap<>();
    private final Map<String, DocumentType> deadLetterTopics = new HashMap<>();
    private final TopicReader reader;
    private final Ledger ledger;
    private final Highlights highlights;

    OutcomeReader(KafkaConnection kafka, Ledger ledger, Highlights highlights) {
        this.ledger = ledger;
        this.highlights = highlights;
        for (DocumentType type : DocumentType.values()) {
            enrichedTopics.put(DefaultTopics.enriched(type), type);
            deadLetterTopics.put(DefaultTopics.deadLetters(type), type);
        }
        List<String> topics = new ArrayList<>(enrichedTopics.keySet());
        topics.addAll(deadLetterTopics.keySet());
        this.reader = TopicReader.fromBeginning(kafka, topics);
    }

    /** Enters what has come; waits a moment for it. */
    void poll() {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
            DocumentType enriched = enrichedTopics.get(record.topic());
            if (enriched != null) {
                enterEnriched(enriched, record);
            } else {
                enterDeadLetter(deadLetterTopics.get(record.topic()), record);
            }
        }
    }

    /** Enters everything that is committed now. */
    void drain() {
        do {
            poll();
        } while (!reader.reachedEnd());
    }

    private void enterEnriched(DocumentType type, ConsumerRecord<byte[], byte[]> record) {
        JsonNode enriched;
        try {
            enriched = JSON.readTree(record.value());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Record "
                            + record.topic()
                            + "-"
                            + record.partition()
                            + "@"
                            + record.offset()
                            + " is no JSON: "
                            + e.getMessage(),
                    e);
        }
        JsonNode source = enriched.path("source");
        ledger.outcome(
                type,
                Outcome.ENRICHED,
                source.path("partition").asInt(),
                source.path("offset").asLong(),
                System.nanoTime());
        highlights.offer(type, enriched);
    }

    private void enterDeadLetter(DocumentType type, ConsumerRecord<byte[], byte[]> record) {
        ledger.outcome(
                type,
                Outcome.DEAD_LETTER,
                Integer.parseInt(header(record, DeadLetterHeader.PARTITION)),
                Long.parseLong(header(record, DeadLetterHeader.OFFSET)),
                System.nanoTime());
        highlights.offer(record);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException(
                    "Dead letter "
                            + record.topic()
                            + "-"
                            + record.partition()
                            + "@"
                            + record.offset()
                            + " has no header "
                            + name
                            + ".");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        reader.close();
    }
}
