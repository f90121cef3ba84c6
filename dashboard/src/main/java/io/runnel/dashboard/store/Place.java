package io.runnel.dashboard.store;

/** Where a record lies in Kafka. */
public record Place(String topic, int partition, long offset) {
    /** As in messages: {@code tickets-enriched-0@12}. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
