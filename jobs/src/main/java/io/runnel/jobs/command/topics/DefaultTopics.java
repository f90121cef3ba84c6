package io.runnel.jobs.command.topics;

import io.runnel.schemas.document.DocumentType;
import java.util.Arrays;
import java.util.stream.Stream;

/** The topics that the three jobs read and write unless they are told others. */
public final class DefaultTopics {
    private DefaultTopics() {}

    /** Where the enriched records of a type go. */
    public static String enriched(DocumentType type) {
        return type.topic() + "-enriched";
    }

    /** Where the dead letters of a type go. */
    public static String deadLetters(DocumentType type) {
        return type.topic() + "-dlt";
    }

    /** All nine. */
    public static String[] all() {
        return Arrays.stream(DocumentType.values())
                .flatMap(type -> Stream.of(type.topic(), enriched(type), deadLetters(type)))
                .toArray(String[]::new);
    }
}
