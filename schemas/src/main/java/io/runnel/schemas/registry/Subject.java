package io.runnel.schemas.registry;

/** How subjects are named: after the topic, as Confluent's TopicNameStrategy does. */
public final class Subject {
    private Subject() {}

    /** The subject of a topic's values, such as {@code tickets-value}. */
    public static String ofValues(String topic) {
        return topic + "-value";
    }
}
