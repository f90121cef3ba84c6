package io.runnel.inference.task;

import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.QuoteRule;
import io.runnel.modelstore.TagDecoding;
import java.util.List;

/** Heads whose output has their name; English. */
final class Heads {
    private Heads() {}

    static Head of(String name, HeadTask task, String... labels) {
        return decoding(TagDecoding.ARGMAX, name, task, labels);
    }

    static Head decoding(TagDecoding decoding, String name, HeadTask task, String... labels) {
        return new Head(
                name,
                task,
                name,
                List.of(labels),
                labels.length,
                1,
                List.of("en"),
                decoding,
                QuoteRule.DEFAULT);
    }
}
