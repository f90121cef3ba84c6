package io.runnel.schemas.document;

/** One Kafka record header. The value is {@code null} where the producer wrote none. */
public record Header(String name, byte[] value) {}
