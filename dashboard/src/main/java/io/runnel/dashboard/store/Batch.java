package io.runnel.dashboard.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was read from Kafka since the last one, and how far; it is written in one transaction. */
public final class Batch {
    private final List<IncomingDocument> documents = new ArrayList<>();
    private final List<IncomingReject> rejects = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private final List<Undecoded> undecoded = new ArrayList<>();
    private final Map<TopicPart, Long> positions = new LinkedHashMap<>();

    /** One partition of a topic. */
    public record TopicPart(String topic, int partition) {}

    /**
     * A record that could not be read.
     *
     * @param at milliseconds since the epoch, of the record
     */
    public record Undecoded(Place place, long at, String problem) {}

    public void add(IncomingDocument document) {
        documents.add(document);
        reached(document.place());
    }

    public void add(IncomingReject reject) {
        rejects.add(reject);
        reached(reject.place());
    }

    public void add(Correction correction) {
        corrections.add(correction);
        reached(correction.place());
    }

    public void add(Undecoded record) {
        undecoded.add(record);
        reached(record.place());
    }

    /** Says that everything before this offset has been read, whether there was a record or not. */
    public void reached(TopicPart partition, long nextOffset) {
        positions.merge(partition, nextOffset, Math::max);
    }

    private void reached(Place place) {
        reached(new TopicPart(place.topic(), place.partition()), place.offset() + 1);
    }

    public List<IncomingDocument> documents() {
        return documents;
    }

    public List<IncomingReject> rejects() {
        return rejects;
    }

    public List<Correction> corrections() {
        return corrections;
    }

    public List<Undecoded> undecoded() {
        return undecoded;
    }

    public Map<TopicPart, Long> positions() {
        return positions;
    }

    public boolean isEmpty() {
        return positions.isEmpty();
    }
}
